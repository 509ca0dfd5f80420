package dev.pokebatch.fetcher.fetch;

/**
 * A JSON text in UTF-8, compressed or not.
 *
 * @param bytes the bytes; do not modify them
 * @param gzip whether the bytes are a gzip stream (RFC 1952) of the text, or the text itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: a document's identity is its path
public record EncodedJson(byte[] bytes, boolean gzip) {

  /** Length of a gzip trailer: a checksum and the text's length, 32 bits each (section 2.3.1). */
  private static final int TRAILER = 8;

  /**
   * The length of the text in bytes, without decompressing it: a gzip stream ends with it. Not to
   * be trusted for bytes from the wire, where a stream may have several members or a wrong length.
   */
  public long textBytes() {
    return gzip ? lastLength() : bytes.length;
  }

  /** The text length of the last member, modulo 2^32. */
  private long lastLength() {
    var length = 0L;
    if (bytes.length >= TRAILER) {
      for (var i = 1; i <= Integer.BYTES; i++) {
        length = length << Byte.SIZE | Byte.toUnsignedLong(bytes[bytes.length - i]);
      }
    }
    return length;
  }
}
