package dev.pokebatch.gateway.http.context;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names each request, by the client's name for it or one of ours, and says so in the answer. */
public final class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private RequestId() {}

  public static void handle(RoutingContext context) {
    name(context.request());
    context.addHeadersEndHandler(head -> withdraw(context.response().headers()));
    context.next();
  }

  /**
   * An answer that a shared cache may give to others would tell them of this client's request. (One
   * that has to be confirmed first gets the name of the request that confirms it.)
   */
  private static void withdraw(MultiMap headers) {
    var caching = headers.get(HttpHeaders.CACHE_CONTROL);
    if (caching != null && caching.contains("public")) {
      headers.remove(HEADER);
    }
  }

  /** Names a request that may have come by no route; once is enough. */
  public static void name(HttpServerRequest request) {
    if (request.response().headers().contains(HEADER)) {
      return;
    }
    var given = request.getHeader(HEADER);
    var id = given != null && ACCEPTED.matcher(given).matches() ? given : another();
    request.response().putHeader(HEADER, id);
  }

  /** A new name. */
  public static String another() {
    return UUID.randomUUID().toString();
  }
}
