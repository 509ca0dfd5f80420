package dev.pokebatch.process.health;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path of the management port. Other methods than its own are answered with 405, and {@code
 * Allow} lists its own.
 *
 * @param methods in the order in which {@code Allow} lists them
 * @param handler answers requests with one of the methods
 */
public record ManagementRoute(List<HttpMethod> methods, Handler<HttpServerRequest> handler) {

  /** A path that can only be read. */
  public static ManagementRoute read(Handler<HttpServerRequest> handler) {
    return new ManagementRoute(List.of(HttpMethod.GET, HttpMethod.HEAD), handler);
  }

  void handle(HttpServerRequest request) {
    if (methods.contains(request.method())) {
      handler.handle(request);
    } else {
      var allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
      request.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, allowed).end();
    }
  }
}
