package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.http.page.PageHandler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * The routes of the web page. They are open: the page itself asks for a key where one is needed.
 */
final class PageRoutes {

  private static final List<String> PAGES =
      List.of("compare", "learn", "jobs", "collections", "docs");

  private PageRoutes() {}

  static void mount(Router router, AccessRouter table) {
    table.read("/", RouteAccess.OPEN, PageHandler.page("index.html"));
    PAGES.forEach(
        name -> table.read("/" + name, RouteAccess.OPEN, PageHandler.page(name + ".html")));
    router
        .routeWithRegex("/assets/(?<version>[0-9a-f]+)/(?<name>.+)")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(PageHandler::asset);
  }
}
