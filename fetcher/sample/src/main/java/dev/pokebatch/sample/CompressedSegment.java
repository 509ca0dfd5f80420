package dev.pokebatch.sample;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** A part that many documents share, compressed once to be spliced into each of them. */
final class CompressedSegment {
  private final byte[] plain;
  private final byte[] deflated;

  private CompressedSegment(byte[] plain, byte[] deflated) {
    this.plain = plain;
    this.deflated = deflated;
  }

  /** The uncompressed bytes; must not be changed. */
  byte[] plain() {
    return plain;
  }

  /**
   * The bytes as raw DEFLATE blocks that end at a byte boundary and do not refer to earlier blocks,
   * as after a full flush (RFC 1951, section 3.2.4); must not be changed.
   */
  byte[] deflated() {
    return deflated;
  }

  /** Compresses a part at the best level, because it is done once. */
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

  /** Compresses bytes with a deflater and a flush mode, and to its end if it was finished. */
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
