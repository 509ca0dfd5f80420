package dev.pokebatch.fetcher.upstream;

import java.util.Arrays;

/**
 * The bytes of one body as they come, up to a bound. Where its length is known it is held once, and
 * never copied. For one thread at a time.
 */
final class BodyBuffer {

  private static final int USUAL = 1 << 13;
  private static final byte[] NONE = {};

  private final int maxBytes;
  private byte[] bytes = NONE;
  private int length;

  BodyBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Allocates the body, though not beyond the bound.
   *
   * @param total its length by its head; less than 0 where that is unknown
   */
  void expect(long total) {
    bytes = new byte[(int) Math.max(0, Math.min(maxBytes, total))];
  }

  int length() {
    return length;
  }

  /** Whether so many more bytes stay within the bound. */
  boolean takes(int more) {
    return more <= maxBytes - length;
  }

  /**
   * Makes room for so many bytes, which {@link #takes} allowed, to be written at the old length.
   */
  byte[] extend(int more) {
    length += more;
    if (length > bytes.length) {
      var wanted = Math.max(USUAL, Math.min(maxBytes, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, length));
    }
    return bytes;
  }

  /** All bytes; it must not be extended any more. */
  byte[] toBytes() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }
}
