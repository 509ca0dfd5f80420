package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Compresses values before they are stored (zlib, RFC 1950). Not thread-safe; must be closed. */
final class Compression implements AutoCloseable {

  /** Values of fewer bytes are not compressed. */
  private static final int SMALL = 128;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

  /** Returns the compressed value, or null if it would not be smaller. */
  @Nullable Buffer compress(Buffer value) {
    if (value.length() < SMALL) {
      return null;
    }
    var room = new byte[value.length() - 1];
    deflater.reset();
    deflater.setInput(value.getBytes());
    deflater.finish();
    var length = deflater.deflate(room);
    return deflater.finished() ? Buffer.buffer().appendBytes(room, 0, length) : null;
  }

  /**
   * Returns the original value.
   *
   * @param length bytes of the original value
   * @throws SQLException if the bytes are damaged
   */
  static byte[] decompress(byte[] compressed, int length) throws SQLException {
    var inflater = new Inflater();
    try {
      var value = new byte[length];
      inflater.setInput(compressed);
      if (inflater.inflate(value) == length) {
        return value;
      }
      throw new SQLException("a compressed value is too short");
    } catch (DataFormatException damaged) {
      throw new SQLException("a compressed value is damaged", damaged);
    } finally {
      inflater.end();
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
