package dev.pokebatch.gateway.batch;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Splits a body into lines while its bytes arrive in chunks of any length. A line ends with LF,
 * CRLF or the end of the body. Blank lines are counted but not returned. A line that is too long is
 * skipped and never buffered beyond the maximum. Confined to one event loop.
 */
public final class LineSplitter {

  private static final byte LF = '\n';
  private static final byte CR = '\r';
  private static final byte[] NOTHING = {};

  private final int most;

  /** The current chunk; the bytes before {@link #at} have been split. */
  private byte[] chunk = NOTHING;

  private int at;

  /** The start of a line whose end has not arrived. */
  private Buffer partial = Buffer.buffer();

  /** Whether the next bytes belong to a line that is too long. */
  private boolean skipping;

  private boolean ended;
  private long count;

  /**
   * @param most the maximum length of a line in bytes, without its end
   */
  public LineSplitter(int most) {
    this.most = most;
  }

  /** Adds a chunk. All lines of the previous chunk must have been taken. */
  public void feed(Buffer bytes) {
    if (at < chunk.length) {
      throw new IllegalStateException("The previous chunk has lines that were not taken");
    }
    chunk = bytes.getBytes();
    at = 0;
  }

  /** Ends the body. */
  public void end() {
    ended = true;
  }

  /** Returns the next line that is complete or too long; null if more bytes must arrive first. */
  public @Nullable StepLine next() {
    if (skipping) {
      skip();
    }
    while (at < chunk.length) {
      var line = cut();
      if (line != null) {
        return line;
      }
    }
    chunk = NOTHING; // free it, because the next chunk may arrive much later
    at = 0;
    return ended && partial.length() > 0 ? line() : null;
  }

  /** Returns how many bytes of a line without its end are buffered. */
  public int partialBytes() {
    return partial.length();
  }

  /** Returns whether all lines have been taken. */
  public boolean isOver() {
    return ended && at == chunk.length && partial.length() == 0;
  }

  /** Returns the number of lines so far. */
  public long count() {
    return count;
  }

  private void skip() {
    var end = endOfLine();
    skipping = end == chunk.length;
    at = skipping ? end : end + 1;
  }

  private @Nullable StepLine cut() {
    var end = endOfLine();
    var length = partial.length() + end - at - (endsWithCr(end) ? 1 : 0);
    if (length > most) {
      partial = Buffer.buffer();
      skip();
      return new StepLine(count++, null);
    }
    partial.appendBytes(chunk, at, end - at);
    var whole = end < chunk.length;
    at = whole ? end + 1 : end;
    return whole ? line() : null;
  }

  /** Returns the buffered line, which is complete; null if it is blank. */
  private @Nullable StepLine line() {
    var length = partial.length();
    var text =
        length > 0 && partial.getByte(length - 1) == CR ? partial.slice(0, length - 1) : partial;
    var number = count++;
    partial = Buffer.buffer();
    return isBlank(text) ? null : new StepLine(number, text);
  }

  private int endOfLine() {
    var end = at;
    while (end < chunk.length && chunk[end] != LF) {
      end++;
    }
    return end;
  }

  private boolean endsWithCr(int end) {
    return end > at
        ? chunk[end - 1] == CR
        : partial.length() > 0 && partial.getByte(partial.length() - 1) == CR;
  }

  private static boolean isBlank(Buffer text) {
    for (var i = 0; i < text.length(); i++) {
      if (" \t\r".indexOf(text.getByte(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
