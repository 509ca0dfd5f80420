package dev.pokebatch.fetcher.fetch;

/**
 * A JSON text in UTF-8, as it came over the wire or as it is kept.
 *
 * @param bytes the bytes; whoever holds them must not change them
 * @param gzip whether they are a gzip stream (RFC 1952) of the text, or the text itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: a document's identity is its path
public record EncodedJson(byte[] bytes, boolean gzip) {

  /** Of a gzip member: a checksum and the length of its text, 32 bits each (section 2.3.1). */
  private static final int TRAILER = 8;

  /**
   * How long the text is, in bytes, without reading it: a gzip stream says so at its end. Where it
   * came over the wire that may be wrong, for it may be of several members, and may lie.
   */
  public long textBytes() {
    return gzip ? lastLength() : bytes.length;
  }

  /** The length of the last member's text, modulo 2^32. */
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
