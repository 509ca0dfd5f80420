package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.coding.AcceptEncoding;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A response, and what its client can read.
 *
 * @param response the response
 * @param gzipAccepted whether the client accepts compressed bytes
 */
public record ClientResponse(HttpServerResponse response, boolean gzipAccepted) {

  /** Returns the response to a request; caches learn that it depends on the accepted codings. */
  public static ClientResponse to(HttpServerRequest request) {
    var response = request.response();
    AcceptEncoding.vary(response.headers());
    return new ClientResponse(response, AcceptEncoding.takesGzip(request));
  }
}
