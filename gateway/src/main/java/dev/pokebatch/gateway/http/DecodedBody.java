package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/** Undoes the coding of a body that has been read as a whole, up to what a body may have. */
final class DecodedBody {

  private static final String KEY = "decodedBody";

  private final int most;

  /**
   * @param most the most bytes of a body, uncoded
   */
  DecodedBody(int most) {
    this.most = most;
  }

  /** The body; an empty one where there is none. */
  static Buffer of(RoutingContext context) {
    Buffer decoded = context.get(KEY);
    return decoded == null ? Buffer.buffer() : decoded;
  }

  /** Comes after what reads the body. */
  void handle(RoutingContext context) {
    var body = context.body().buffer();
    if (body != null) {
      context.put(KEY, decode(Decoding.of(context.request()), body));
    }
    context.next();
  }

  private Buffer decode(Decoding coding, Buffer body) {
    try (var decoding = coding) {
      var decoded = Buffer.buffer();
      decoding.feed(body);
      for (var piece = decoding.next(); piece != null; piece = decoding.next()) {
        decoded.appendBuffer(piece);
        if (decoded.length() > most) {
          throw new ProblemException(Problem.bodyTooLarge(most, OptionalLong.empty()));
        }
      }
      decoding.end();
      return decoded;
    }
  }
}
