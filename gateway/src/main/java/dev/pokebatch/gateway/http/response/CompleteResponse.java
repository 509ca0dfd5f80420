package dev.pokebatch.gateway.http.response;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Responses whose body is complete before its first byte is sent. */
public final class CompleteResponse {

  private CompleteResponse() {}

  /** Sends a body, or, for {@code HEAD}, its headers only (RFC 9110, section 9.3.2). */
  public static void send(RoutingContext context, String mediaType, Buffer body) {
    var response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
