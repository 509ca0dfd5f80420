package dev.pokebatch.sample;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** A part of many documents, compressed once so that it can be spliced into each of them. */
final class CompressedSegment {
  private final byte[] plain;
  private final byte[] deflated;

  private CompressedSegment(byte[] plain, byte[] deflated) {
    this.plain = plain;
    this.deflated = deflated;
  }

  /** The bytes as they are; not to be changed. */
  byte[] plain() {
    return plain;
  }

  /**
   * The same as raw DEFLATE blocks that end on a byte and refer to nothing before them, as a full
   * flush leaves them (RFC 1951 section 3.2.4); not to be changed.
   */
  byte[] deflated() {
    return deflated;
  }

  /** Compresses a part as well as can be: it is done once. */
  static CompressedSegment of(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 8);
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflate(deflater, plain, Deflater.FULL_FLUSH, out);
    } finally {
      deflater.end();
    }
    return new CompressedSegment(plain, out.toByteArray());
  }

  /** Feeds bytes through a deflater and flushes it as told, or to its end where it was finished. */
  static void deflate(Deflater deflater, byte[] plain, int flush, ByteArrayOutputStream out) {
    var chunk = new byte[4096];
    deflater.setInput(plain);
    int length;
    do {
      length = deflater.deflate(chunk, 0, chunk.length, flush);
      out.write(chunk, 0, length);
    } while (length == chunk.length);
  }
}
