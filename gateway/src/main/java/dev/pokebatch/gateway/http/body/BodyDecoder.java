package dev.pokebatch.gateway.http.body;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the content coding of a body (RFC 9110, section 8.4), one bounded piece at a time and on
 * demand: a kilobyte of gzip can expand to a megabyte, so decoding everything received at once
 * would have no bound. Confined to one event loop.
 */
public interface BodyDecoder extends AutoCloseable {

  /** The codings that can be decoded. */
  List<String> CODINGS = List.of("gzip", "deflate");

  /**
   * Returns a decoder for the coding that the request's head names; it also removes a byte order
   * mark.
   *
   * @throws ProblemException {@code unsupported-media-type} if that is none of {@link #CODINGS}
   */
  static BodyDecoder of(HttpServerRequest request) {
    return new ByteOrderMarkFilter(
        switch (coding(request)) {
          case "", "identity" -> new Uncompressed();
          case "gzip", "x-gzip" -> new InflatingDecoder(true);
          // The zlib format, or raw deflate, which some clients send (RFC 9110, section 8.4.1.2).
          case "deflate" -> new InflatingDecoder(false);
          default -> throw new ProblemException(RequestProblems.unsupportedCoding(CODINGS));
        });
  }

  /**
   * Checks that the coding can be decoded, before the body arrives.
   *
   * @throws ProblemException {@code unsupported-media-type} if it cannot
   */
  static void check(HttpServerRequest request) {
    of(request).close();
  }

  private static String coding(HttpServerRequest request) {
    var codings = request.headers().getAll(HttpHeaders.CONTENT_ENCODING);
    return String.join(",", codings).strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the problem of a body that is not in the coding that its head names. */
  static ProblemException damaged() {
    return new ProblemException(
        Problem.of(
            ProblemType.INVALID_REQUEST,
            "the body is not in the coding that Content-Encoding names"));
  }

  /**
   * Adds bytes that have been received. {@link #next} must have returned null since the last call.
   */
  void feed(Buffer coded);

  /**
   * Returns the next piece, which may be empty; null if more bytes have to be received first.
   *
   * @throws ProblemException if the bytes are damaged; after that, only {@link #close} may be
   *     called
   */
  @Nullable Buffer next();

  /**
   * Checks that the body may end here. {@link #next} must have returned null since the last call of
   * {@link #feed}.
   *
   * @throws ProblemException if the body is truncated
   */
  void end();

  /** Frees the decoder's memory. */
  @Override
  void close();

  /** Returns the bytes as they are. */
  final class Uncompressed implements BodyDecoder {
    private @Nullable Buffer received;

    @Override
    public void feed(Buffer coded) {
      received = coded;
    }

    @Override
    public @Nullable Buffer next() {
      var piece = received;
      received = null;
      return piece;
    }

    @Override
    public void end() {}

    @Override
    public void close() {}
  }
}
