package dev.pokebatch.gateway.coding;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses a response piece by piece (RFC 1952) and flushes after each one, so that a client can
 * read it at once. Uses the fastest level, because it runs on the event loop. It must be ended to
 * free its memory.
 */
public final class StreamingGzip {

  /** About how much memory one occupies until it ends, in bytes; most of it is outside the heap. */
  public static final int MEMORY_BYTES = 272 << 10;

  private static final int PIECE = 4_096;

  private final Collected collected = new Collected();
  private final GZIPOutputStream gzip;

  /** Begins a gzip member. */
  public StreamingGzip() {
    try {
      gzip = new Fast(collected);
    } catch (IOException impossible) { // it writes to memory only
      throw new UncheckedIOException(impossible);
    }
  }

  /** Returns the compressed bytes of this piece, with which a client can read all of it. */
  public Buffer compress(Buffer bytes) {
    write(bytes, true);
    return collected.take();
  }

  /** Adds this piece without a flush. */
  void add(Buffer bytes) {
    write(bytes, false);
  }

  private void write(Buffer bytes, boolean flush) {
    try {
      gzip.write(bytes.getBytes());
      if (flush) {
        gzip.flush();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Ends the gzip member with these bytes and frees the memory; returns the last compressed bytes.
   */
  public Buffer end(Buffer last) {
    if (last.length() > 0) {
      add(last);
    }
    close();
    return collected.take();
  }

  /** Frees the memory; nothing more is compressed. */
  public void close() {
    try {
      gzip.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static final class Fast extends GZIPOutputStream {
    private Fast(OutputStream out) throws IOException {
      super(out, PIECE, true);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class Collected extends OutputStream {
    private Buffer bytes = Buffer.buffer();

    @Override
    public void write(int value) {
      bytes.appendByte((byte) value);
    }

    @Override
    public void write(byte[] array, int offset, int length) {
      bytes.appendBytes(array, offset, length);
    }

    private Buffer take() {
      var taken = bytes;
      bytes = Buffer.buffer();
      return taken;
    }
  }
}
