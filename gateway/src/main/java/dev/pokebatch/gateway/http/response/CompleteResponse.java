package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.coding.WholeGzip;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Responses whose body is complete before its first byte is sent. They are compressed for clients
 * that accept it.
 */
public final class CompleteResponse {

  private CompleteResponse() {}

  /** Sends a body, or, for {@code HEAD}, its headers only (RFC 9110, section 9.3.2). */
  public static void send(RoutingContext context, String mediaType, Buffer body) {
    var response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    AcceptEncoding.vary(response.headers());
    if (isCompressed(context, body)) {
      AsyncResponse.answer(
          context, WholeGzip.compress(context.vertx(), body), bytes -> sendGzip(context, bytes));
    } else {
      end(context, body);
    }
  }

  /** Does so without compressing the body. */
  public static void sendAsIs(RoutingContext context, String mediaType, Buffer body) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    end(context, body);
  }

  /** Whether a body is sent compressed, so that its entity tag must be another one. */
  public static boolean isCompressed(RoutingContext context, Buffer body) {
    return body.length() >= AcceptEncoding.SHORTEST && AcceptEncoding.takesGzip(context.request());
  }

  private static void sendGzip(RoutingContext context, Buffer compressed) {
    if (!context.response().closed()) {
      context.response().putHeader(HttpHeaders.CONTENT_ENCODING, AcceptEncoding.GZIP);
      end(context, compressed);
    }
  }

  private static void end(RoutingContext context, Buffer body) {
    var response = context.response();
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
