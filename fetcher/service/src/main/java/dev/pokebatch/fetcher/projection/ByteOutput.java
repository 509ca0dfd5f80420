package dev.pokebatch.fetcher.projection;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** A growing byte buffer with reused memory that can be truncated to an earlier length. */
final class ByteOutput {

  private static final int USUAL = 1 << 13;
  private static final int MAX_RETAINED = 1 << 20;

  private byte[] bytes = new byte[USUAL];
  private int length;

  /** Returns an empty output: this one, unless it has grown too large to be retained. */
  ByteOutput reset() {
    length = 0;
    return bytes.length > MAX_RETAINED ? new ByteOutput() : this;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void backTo(int mark) {
    length = mark;
  }

  ByteOutput comma(boolean wanted) {
    return wanted ? add(',') : this;
  }

  ByteOutput add(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  ByteOutput add(byte[] from, int start, int end) {
    var count = end - start;
    ensure(count);
    System.arraycopy(from, start, bytes, length, count);
    length += count;
    return this;
  }

  ByteOutput add(byte[] all) {
    return add(all, 0, all.length);
  }

  /** The bytes so far, and more behind {@link #length}; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  Buffer toBuffer() {
    return Buffer.buffer(length).appendBytes(bytes, 0, length);
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
