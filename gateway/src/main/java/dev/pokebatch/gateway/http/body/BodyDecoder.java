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
 * Gives the bytes of a body as they were before they were coded for the way (RFC 9110, section
 * 8.4), a piece at a time when it is wanted: a kilobyte may stand for a megabyte, and who takes all
 * that has come as soon as it comes has no bound to it. Confined to one event loop.
 */
public interface BodyDecoder extends AutoCloseable {

  /** The codings that can be undone. */
  List<String> CODINGS = List.of("gzip", "deflate");

  /**
   * Undoes the coding that the request's head names, and leaves out a byte order mark.
   *
   * @throws ProblemException {@code unsupported-media-type} where that is none of {@link #CODINGS}
   */
  static BodyDecoder of(HttpServerRequest request) {
    return new ByteOrderMarkFilter(
        switch (coding(request)) {
          case "", "identity" -> new AsItComes();
          case "gzip", "x-gzip" -> new InflatingDecoder(true);
          // The zlib format, or what is in it alone, as some send it (RFC 9110, section 8.4.1.2).
          case "deflate" -> new InflatingDecoder(false);
          default -> throw new ProblemException(RequestProblems.unsupportedCoding(CODINGS));
        });
  }

  /**
   * Finds out whether the coding can be undone, before there is a body.
   *
   * @throws ProblemException {@code unsupported-media-type} where it cannot
   */
  static void check(HttpServerRequest request) {
    of(request).close();
  }

  private static String coding(HttpServerRequest request) {
    var codings = request.headers().getAll(HttpHeaders.CONTENT_ENCODING);
    return String.join(",", codings).strip().toLowerCase(Locale.ROOT);
  }

  /** The bytes are not what the head of the request says. */
  static ProblemException damaged() {
    return new ProblemException(
        Problem.of(ProblemType.INVALID_REQUEST, "the body is not what Content-Encoding says"));
  }

  /** More bytes have come. All that could be had of those before must have been taken. */
  void feed(Buffer coded);

  /**
   * The next piece, which may be empty; null where more bytes have to come first.
   *
   * @throws ProblemException where the bytes are not what they are said to be; after that, it can
   *     only be closed
   */
  @Nullable Buffer next();

  /**
   * The body ends here. All that could be had of it must have been taken.
   *
   * @throws ProblemException where it must not end here
   */
  void end();

  /** Frees what it holds. */
  @Override
  void close();

  /** No coding at all. */
  final class AsItComes implements BodyDecoder {
    private @Nullable Buffer come;

    @Override
    public void feed(Buffer coded) {
      come = coded;
    }

    @Override
    public @Nullable Buffer next() {
      var piece = come;
      come = null;
      return piece;
    }

    @Override
    public void end() {}

    @Override
    public void close() {}
  }
}
