package dev.pokebatch.gateway.http.body;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Removes the UTF-8 byte order mark with which some clients begin a body; a JSON parser may ignore
 * it (RFC 8259, section 8.1). Confined to one event loop.
 */
final class ByteOrderMarkFilter implements BodyDecoder {

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final BodyDecoder body;

  /** The first bytes; null once it is known whether they are the mark. */
  private @Nullable Buffer first = Buffer.buffer();

  ByteOrderMarkFilter(BodyDecoder body) {
    this.body = body;
  }

  @Override
  public void feed(Buffer coded) {
    body.feed(coded);
  }

  @Override
  public @Nullable Buffer next() {
    var piece = body.next();
    var beginning = first;
    if (beginning == null || piece == null) {
      return piece;
    }
    beginning.appendBuffer(piece);
    var mismatch = Arrays.mismatch(beginning.getBytes(), MARK);
    if (mismatch == beginning.length() && mismatch < MARK.length) {
      return Buffer.buffer();
    }
    first = null;
    var marked = mismatch < 0 || mismatch == MARK.length;
    return marked ? beginning.slice(MARK.length, beginning.length()) : beginning;
  }

  @Override
  public void end() {
    body.end();
    var beginning = first;
    if (beginning != null && beginning.length() > 0) {
      throw new ProblemException(
          Problem.of(ProblemType.INVALID_REQUEST, "the body ends within a byte order mark"));
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
