package dev.pokebatch.fetcher.projection;

import dev.pokebatch.fetcher.fetch.EncodedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses texts as gzip (RFC 1952). Takes milliseconds for a large text. */
final class GzipEncoder {

  /** For the initial buffer: documents of PokéAPI are compressed to less than a tenth. */
  private static final int USUAL_RATIO = 8;

  private GzipEncoder() {}

  /** Compresses the first {@code length} bytes of a text. */
  static EncodedJson of(byte[] text, int length) {
    var bytes = new ByteArrayOutputStream(64 + length / USUAL_RATIO);
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text, 0, length);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return new EncodedJson(bytes.toByteArray(), true);
  }
}
