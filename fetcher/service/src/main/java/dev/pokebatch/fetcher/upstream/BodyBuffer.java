package dev.pokebatch.fetcher.upstream;

import java.util.Arrays;

/**
 * Collects the bytes of one body, up to a maximum size. A body of known length is allocated once
 * and never copied. For one thread at a time.
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
   * Allocates the body, at most at the maximum size.
   *
   * @param total length by the head; negative if unknown
   */
  void expect(long total) {
    bytes = new byte[(int) Math.max(0, Math.min(maxBytes, total))];
  }

  int length() {
    return length;
  }

  /** Whether so many more bytes are within the maximum size. */
  boolean takes(int more) {
    return more <= maxBytes - length;
  }

  /**
   * Extends the body by bytes that {@link #takes} allowed; the caller writes them at the old
   * length.
   */
  byte[] extend(int more) {
    length += more;
    if (length > bytes.length) {
      var wanted = Math.max(USUAL, Math.min(maxBytes, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, length));
    }
    return bytes;
  }

  /** Returns the body, which must not be extended any more. */
  byte[] toBytes() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }
}
