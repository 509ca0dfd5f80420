package dev.pokebatch.fetcher.projection;

import java.util.Arrays;

/** Removes insignificant whitespace (RFC 8259, section 2) from JSON texts. Pure. */
final class Compaction {

  private Compaction() {}

  /**
   * Compacts a text in place.
   *
   * @param text valid JSON, followed by {@link JsonScanner#PADDING} bytes, which are zero again
   *     afterwards
   * @param length its length without the padding
   * @return its new length
   */
  static int compact(byte[] text, int length) throws InvalidDocumentException {
    var to = 0;
    var at = 0;
    while (at < length) {
      if (text[at] == '"') {
        var end = StringScanner.skip(text, at + 1);
        System.arraycopy(text, at, text, to, end - at);
        to += end - at;
        at = end;
      } else {
        if (!JsonScanner.isSpace(text[at])) {
          text[to++] = text[at];
        }
        at++;
      }
    }
    return end(text, to);
  }

  /**
   * Removes a byte order mark at the beginning, which a parser may ignore (section 8.1).
   *
   * @return the new length
   */
  static int withoutMark(byte[] text, int length) {
    if (length < 3 || text[0] != (byte) 0xef || text[1] != (byte) 0xbb || text[2] != (byte) 0xbf) {
      return length;
    }
    System.arraycopy(text, 3, text, 0, length - 3);
    return end(text, length - 3);
  }

  private static int end(byte[] text, int length) {
    Arrays.fill(text, length, length + JsonScanner.PADDING, (byte) 0);
    return length;
  }
}
