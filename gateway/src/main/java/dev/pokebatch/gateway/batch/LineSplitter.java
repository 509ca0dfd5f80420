package dev.pokebatch.gateway.batch;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into lines as its bytes come, however they are cut themselves. A line ends with LF or
 * CRLF, or with the body. Blank lines are counted, and left out; of a line that is too long, no
 * more is held than a line may have. Confined to one event loop.
 */
public final class LineSplitter {

  private static final byte LF = '\n';
  private static final byte CR = '\r';
  private static final byte[] NOTHING = {};

  private final int most;

  /** What has come and is not cut yet, from a place on. */
  private byte[] chunk = NOTHING;

  private int at;

  /** The beginning of a line whose end has not come. */
  private Buffer begun = Buffer.buffer();

  /** Whether what comes belongs to a line that was too long already. */
  private boolean skipping;

  private boolean ended;
  private long count;

  /**
   * @param most how many bytes a line may have, its end apart
   */
  public LineSplitter(int most) {
    this.most = most;
  }

  /** More bytes have come. All that came before must have been taken. */
  public void feed(Buffer bytes) {
    if (at < chunk.length) {
      throw new IllegalStateException("there are lines to be taken");
    }
    chunk = bytes.getBytes();
    at = 0;
  }

  /** No more bytes will come. */
  public void end() {
    ended = true;
  }

  /** Takes the next line that is whole, or too long; null where more has to come first. */
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
    chunk = NOTHING; // which may be large, and the next one may take its time
    at = 0;
    return ended && begun.length() > 0 ? line() : null;
  }

  /** The bytes of a line whose end has not come. */
  public int begunBytes() {
    return begun.length();
  }

  /** Whether all of them have been taken. */
  public boolean isOver() {
    return ended && at == chunk.length && begun.length() == 0;
  }

  /** How many lines there were up to now. */
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
    var length = begun.length() + end - at - (endsWithCr(end) ? 1 : 0);
    if (length > most) {
      begun = Buffer.buffer();
      skip();
      return new StepLine(count++, null);
    }
    begun.appendBytes(chunk, at, end - at);
    var whole = end < chunk.length;
    at = whole ? end + 1 : end;
    return whole ? line() : null;
  }

  /** The line that has begun, which is whole; null where it is blank. */
  private @Nullable StepLine line() {
    var length = begun.length();
    var text = length > 0 && begun.getByte(length - 1) == CR ? begun.slice(0, length - 1) : begun;
    var number = count++;
    begun = Buffer.buffer();
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
        : begun.length() > 0 && begun.getByte(begun.length() - 1) == CR;
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
