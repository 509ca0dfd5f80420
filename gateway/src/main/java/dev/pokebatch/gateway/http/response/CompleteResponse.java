package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.coding.WholeGzip;
import dev.pokebatch.gateway.http.context.UnreadResponseMemory;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Responses whose body is complete before its first byte is sent. They are compressed for clients
 * that accept it. Each occupies {@link UnreadResponseMemory} until the client's socket has taken
 * it; the methods throw a {@link ProblemException}, {@code overloaded}, if there is too little.
 */
public final class CompleteResponse {

  private CompleteResponse() {}

  /** Sends a body, or, for {@code HEAD}, its headers only (RFC 9110, section 9.3.2). */
  public static void send(RoutingContext context, String mediaType, Buffer body) {
    send(
        context,
        mediaType,
        body,
        UnreadResponseMemory.reserve(context, needed(context, body.length())));
  }

  /**
   * The same for a body that occupies its memory already.
   *
   * @param memory {@link #needed} bytes, or more; is closed when the client's socket has taken the
   *     body
   */
  public static void send(
      RoutingContext context, String mediaType, Buffer body, Reservation memory) {
    if (!isCompressed(context, body.length())) {
      AcceptEncoding.vary(context.response().headers());
      sendAsIs(context, mediaType, body, memory);
      return;
    }
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
    var plain = body.plain();
    if (isCompressed(context, plain.length())) {
      var compressed = body.gzip();
      var memory = UnreadResponseMemory.reserve(context, compressed.length());
      sendGzip(context, mediaType, compressed, memory);
    } else {
      var memory = UnreadResponseMemory.reserve(context, plain.length());
      AcceptEncoding.vary(context.response().headers());
      sendAsIs(context, mediaType, plain, memory);
    }
  }

  /** Sends a body without compressing it. */
  public static void sendAsIs(RoutingContext context, String mediaType, Buffer body) {
    sendAsIs(context, mediaType, body, UnreadResponseMemory.reserve(context, body.length()));
  }

  private static void sendAsIs(
      RoutingContext context, String mediaType, Buffer body, Reservation memory) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    end(context, body, memory);
  }

  /** Returns how much memory the response to a client needs that has a body of this length. */
  public static long needed(RoutingContext context, long length) {
    return isCompressed(context, length) ? length + WholeGzip.encoderBytes(length) : length;
  }

  /**
   * Whether a body of this length is sent compressed, so that its entity tag must be another one.
   */
  public static boolean isCompressed(RoutingContext context, long length) {
    return length >= AcceptEncoding.SHORTEST && AcceptEncoding.takesGzip(context.request());
  }

  private static void sendGzip(
      RoutingContext context, String mediaType, Buffer compressed, Reservation memory) {
    var response = context.response();
    AcceptEncoding.vary(response.headers());
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CONTENT_ENCODING, AcceptEncoding.GZIP);
    end(context, compressed, memory);
  }

  private static void end(RoutingContext context, Buffer body, Reservation memory) {
    var response = context.response();
    if (response.closed()) {
      memory.close();
      return;
    }
    var isHead = context.request().method().equals(HttpMethod.HEAD);
    var sent =
        isHead
            ? response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end()
            : response.end(body);
    sent.onComplete(done -> memory.close());
  }
}
