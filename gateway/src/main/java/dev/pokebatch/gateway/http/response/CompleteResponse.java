package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.coding.WholeGzip;
import dev.pokebatch.gateway.http.context.ResponseMemory;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Responses whose body is complete before its first byte is sent. They are compressed for clients
 * that accept it. Each occupies {@link ResponseMemory} until the client's socket has taken it; the
 * methods throw a {@link ProblemException}, {@code overloaded}, if there is too little.
 */
public final class CompleteResponse {

  private CompleteResponse() {}

  /** Sends a body, or, for {@code HEAD}, its headers only (RFC 9110, section 9.3.2). */
  public static void send(RoutingContext context, String mediaType, Buffer body) {
    if (!isCompressed(context, body)) {
      sendPlain(context, mediaType, body);
      return;
    }
    var memory = ResponseMemory.reserve(context, body.length() + WholeGzip.encoderBytes(body));
    AsyncResponse.answer(
        context,
        WholeGzip.compress(context.vertx(), body).onFailure(failed -> memory.close()),
        compressed -> {
          memory.settle(compressed.length());
          sendGzip(context, mediaType, compressed, memory);
        });
  }

  /** Sends a body that is the same for every client. */
  public static void send(RoutingContext context, String mediaType, ConstantBody body) {
    if (isCompressed(context, body.plain())) {
      var compressed = body.gzip();
      var memory = ResponseMemory.reserve(context, compressed.length());
      sendGzip(context, mediaType, compressed, memory);
    } else {
      sendPlain(context, mediaType, body.plain());
    }
  }

  /** Sends a body without compressing it. */
  public static void sendAsIs(RoutingContext context, String mediaType, Buffer body) {
    var memory = ResponseMemory.reserve(context, body.length());
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    end(context, body, memory);
  }

  /** Whether a body is sent compressed, so that its entity tag must be another one. */
  public static boolean isCompressed(RoutingContext context, Buffer body) {
    return body.length() >= AcceptEncoding.SHORTEST && AcceptEncoding.takesGzip(context.request());
  }

  private static void sendPlain(RoutingContext context, String mediaType, Buffer body) {
    AcceptEncoding.vary(context.response().headers());
    sendAsIs(context, mediaType, body);
  }

  private static void sendGzip(
      RoutingContext context, String mediaType, Buffer compressed, Reservation memory) {
    var response = context.response();
    if (response.closed()) {
      memory.close();
      return;
    }
    AcceptEncoding.vary(response.headers());
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CONTENT_ENCODING, AcceptEncoding.GZIP);
    end(context, compressed, memory);
  }

  private static void end(RoutingContext context, Buffer body, Reservation memory) {
    var response = context.response();
    var isHead = context.request().method().equals(HttpMethod.HEAD);
    var sent =
        isHead
            ? response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end()
            : response.end(body);
    sent.onComplete(done -> memory.close());
  }
}
