package dev.pokebatch.gateway.answer;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses a response piece by piece (RFC 1952) and flushes after each one, so that a client can
 * read it at once. Uses the fastest level, because it runs on the event loop.
 */
final class StreamingGzip {

  private static final int PIECE = 4_096;

  private final Collected collected = new Collected();
  private final GZIPOutputStream gzip;

  StreamingGzip() {
    try {
      gzip = new Fast(collected);
    } catch (IOException impossible) { // it writes to memory only
      throw new UncheckedIOException(impossible);
    }
  }

  /** Returns the compressed bytes of this piece. */
  Buffer compress(Buffer bytes) {
    try {
      gzip.write(bytes.getBytes());
      gzip.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return collected.take();
  }

  /** Ends the gzip member, frees the deflater, and returns the last bytes. */
  Buffer end() {
    try {
      gzip.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return collected.take();
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
