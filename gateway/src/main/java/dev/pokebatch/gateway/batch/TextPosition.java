package dev.pokebatch.gateway.batch;

/**
 * A position in a text, as editors display it.
 *
 * @param line the line's number, from 1; a line ends with LF, CR or CRLF
 * @param column the number of the character (code point) in the line, from 1
 */
record TextPosition(long line, int column) {

  static TextPosition of(CharSequence text, int offset) {
    var line = 1L;
    var start = 0;
    for (var i = 0; i < offset; i++) {
      var c = text.charAt(i);
      var endsLine =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (endsLine) {
        line++;
        start = i + 1;
      }
    }
    return new TextPosition(line, Character.codePointCount(text, start, offset) + 1);
  }

  /** Returns a position in a text that is one line, even if it contains a CR. */
  static TextPosition in(long line, CharSequence text, int offset) {
    return new TextPosition(line, Character.codePointCount(text, 0, offset) + 1);
  }
}
