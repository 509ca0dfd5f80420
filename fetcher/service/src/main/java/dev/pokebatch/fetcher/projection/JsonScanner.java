package dev.pokebatch.fetcher.projection;

import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;

/**
 * Validates JSON (RFC 8259) in UTF-8 bytes and detects insignificant whitespace. Each method takes
 * the index where a token begins and returns the index after it. The text must be followed by
 * {@link #PADDING} zero bytes, which no rule accepts, so that no method checks for the end. Not
 * thread-safe.
 */
final class JsonScanner {

  /** Number of zero bytes that must follow the text. */
  static final int PADDING = 8;

  /** Maximum nesting depth. */
  static final int MAX_DEPTH = 512;

  private boolean sawSpace;

  /** Prepares for the next text. */
  void reset() {
    sawSpace = false;
  }

  /** Whether whitespace outside strings was skipped since the last reset. */
  boolean sawSpace() {
    return sawSpace;
  }

  int skipValue(byte[] in, int at, int depth) throws InvalidDocumentException {
    return switch (in[at]) {
      case '"' -> StringScanner.skip(in, at + 1);
      case '{' -> skipObject(in, at + 1, depth + 1);
      case '[' -> skipArray(in, at + 1, depth + 1);
      case 't' -> skipWord(in, at, "true");
      case 'f' -> skipWord(in, at, "false");
      case 'n' -> skipWord(in, at, "null");
      default -> skipNumber(in, at);
    };
  }

  private int skipObject(byte[] in, int from, int depth) throws InvalidDocumentException {
    checkDepth(depth);
    var at = skipSpace(in, from);
    if (in[at] == '}') {
      return at + 1;
    }
    while (true) {
      at = skipSpace(in, skipValue(in, skipColon(in, skipName(in, at)), depth));
      if (in[at] == '}') {
        return at + 1;
      }
      at = skipSpace(in, skipByte(in, at, ','));
    }
  }

  private int skipArray(byte[] in, int from, int depth) throws InvalidDocumentException {
    checkDepth(depth);
    var at = skipSpace(in, from);
    if (in[at] == ']') {
      return at + 1;
    }
    while (true) {
      at = skipSpace(in, skipValue(in, at, depth));
      if (in[at] == ']') {
        return at + 1;
      }
      at = skipSpace(in, skipByte(in, at, ','));
    }
  }

  static void checkDepth(int depth) throws InvalidDocumentException {
    if (depth > MAX_DEPTH) {
      throw invalid();
    }
  }

  /** Skips a member's quoted name. */
  static int skipName(byte[] in, int at) throws InvalidDocumentException {
    return StringScanner.skip(in, skipByte(in, at, '"'));
  }

  /** Skips the colon after a name, and the whitespace around it. */
  int skipColon(byte[] in, int at) throws InvalidDocumentException {
    return skipSpace(in, skipByte(in, skipSpace(in, at), ':'));
  }

  static int skipByte(byte[] in, int at, char wanted) throws InvalidDocumentException {
    if (in[at] != wanted) {
      throw invalid();
    }
    return at + 1;
  }

  /** Skips whitespace, if any. */
  int skipSpace(byte[] in, int at) {
    return in[at] > ' ' ? at : skipSpaces(in, at);
  }

  private int skipSpaces(byte[] in, int from) {
    var at = from;
    while (isSpace(in[at])) {
      at++;
    }
    sawSpace |= at > from;
    return at;
  }

  /** Whether a byte is whitespace (RFC 8259, section 2). */
  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static int skipWord(byte[] in, int from, String word) throws InvalidDocumentException {
    var at = from;
    for (var i = 0; i < word.length(); i++) {
      at = skipByte(in, at, word.charAt(i));
    }
    return at;
  }

  private static int skipNumber(byte[] in, int from) throws InvalidDocumentException {
    var at = in[from] == '-' ? from + 1 : from;
    at = in[at] == '0' ? at + 1 : skipDigits(in, at);
    if (in[at] == '.') {
      at = skipDigits(in, at + 1);
    }
    if (in[at] == 'e' || in[at] == 'E') {
      at++;
      at = skipDigits(in, in[at] == '+' || in[at] == '-' ? at + 1 : at);
    }
    return at;
  }

  private static int skipDigits(byte[] in, int from) throws InvalidDocumentException {
    var at = from;
    while (in[at] >= '0' && in[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw invalid();
    }
    return at;
  }

  /** The index of the next element or member, or of the closing bracket. */
  int next(byte[] in, int from, char close) throws InvalidDocumentException {
    var at = skipSpace(in, from);
    if (in[at] == close) {
      return at;
    }
    at = skipSpace(in, skipByte(in, at, ','));
    if (in[at] == close) {
      throw invalid(); // a trailing comma
    }
    return at;
  }

  static InvalidDocumentException invalid() {
    return new InvalidDocumentException(Reason.INVALID_JSON);
  }
}
