package dev.pokebatch.fetcher.projection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Validates JSON strings eight bytes at a time; bytes are inspected one by one only if a word
 * contains a quote, a backslash, a control character or a non-ASCII byte. Needs the padding of
 * {@link JsonScanner}.
 */
final class StringScanner {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private StringScanner() {}

  /**
   * Skips the rest of a string.
   *
   * @param from the index after the opening quote
   * @return the index after the closing quote
   */
  static int skip(byte[] in, int from) throws InvalidDocumentException {
    var at = from;
    while (true) {
      var special = special((long) WORD.get(in, at));
      if (special == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Long.numberOfTrailingZeros(special) >>> 3;
      var b = in[at];
      if (b == '"') {
        return at + 1;
      }
      if (b == '\\') {
        at = skipEscape(in, at + 1);
      } else if (b < 0) {
        at = skipBeyondAscii(in, at);
      } else {
        throw JsonScanner.invalid();
      }
    }
  }

  /**
   * Sets the high bit of each special byte. A borrow may mark bytes above a special one, so only
   * the lowest mark is reliable.
   */
  private static long special(long word) {
    var quotes = word ^ QUOTES;
    var backslashes = word ^ BACKSLASHES;
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((word - SPACES) & ~word)
            | word)
        & HIGH;
  }

  private static int skipEscape(byte[] in, int at) throws InvalidDocumentException {
    return switch (in[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
      case 'u' -> skipHex(in, at + 1);
      default -> throw JsonScanner.invalid();
    };
  }

  private static int skipHex(byte[] in, int from) throws InvalidDocumentException {
    for (var at = from; at < from + 4; at++) {
      if (Character.digit(in[at], 16) < 0) {
        throw JsonScanner.invalid();
      }
    }
    return from + 4;
  }

  private static int skipBeyondAscii(byte[] in, int from) throws InvalidDocumentException {
    var at = from;
    while (in[at] < 0) {
      at = skipSequence(in, at);
    }
    return at;
  }

  /** Skips one non-ASCII character, by the table of well-formed sequences (RFC 3629, section 4). */
  private static int skipSequence(byte[] in, int at) throws InvalidDocumentException {
    var lead = in[at] & 0xff;
    var next = in[at + 1] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      checkTail(in, at + 1, 1);
      return at + 2;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      if ((lead == 0xe0 && next < 0xa0) || (lead == 0xed && next > 0x9f)) {
        throw JsonScanner.invalid();
      }
      checkTail(in, at + 1, 2);
      return at + 3;
    }
    if (lead < 0xf0
        || lead > 0xf4
        || (lead == 0xf0 && next < 0x90)
        || (lead == 0xf4 && next > 0x8f)) {
      throw JsonScanner.invalid();
    }
    checkTail(in, at + 1, 3);
    return at + 4;
  }

  private static void checkTail(byte[] in, int from, int count) throws InvalidDocumentException {
    for (var at = from; at < from + count; at++) {
      if ((in[at] & 0xc0) != 0x80) {
        throw JsonScanner.invalid();
      }
    }
  }
}
