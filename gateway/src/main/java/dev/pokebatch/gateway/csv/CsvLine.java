package dev.pokebatch.gateway.csv;

import io.vertx.core.buffer.Buffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Writes one line of CSV, and quotes the cells that RFC 4180 requires to be quoted. Optionally
 * escapes the cells that a spreadsheet would take for formulas.
 */
final class CsvLine {

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  /** A number as in JSON (RFC 8259, section 6), which no spreadsheet takes for a formula. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final boolean escapesFormulas;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  /**
   * @param escapesFormulas whether an apostrophe is added before cells that begin as a formula does
   */
  CsvLine(boolean escapesFormulas) {
    this.escapesFormulas = escapesFormulas;
  }

  /** Adds a cell. */
  CsvLine cell(CharSequence value) {
    if (begun) {
      text.append(',');
    }
    begun = true;
    var prefix = escapesFormulas && isFormula(value) ? "'" : "";
    if (needsQuotes(value)) {
      quote(prefix, value);
    } else {
      text.append(prefix).append(value);
    }
    return this;
  }

  /** Ends the line and returns it in UTF-8; an unpaired surrogate becomes U+FFFD. */
  Buffer end() {
    text.append("\r\n");
    try {
      var bytes = encoder().encode(CharBuffer.wrap(text));
      return Buffer.buffer(bytes.remaining())
          .appendBytes(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("the encoder replaces characters and never fails", e);
    }
  }

  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }

  private static boolean isFormula(CharSequence value) {
    return value.length() > 0
        && switch (value.charAt(0)) {
          case '=', '+', '@', '\t', '\r', '\n' -> true;
          case '-' -> !NUMBER.matcher(value).matches();
          default -> false;
        };
  }

  private static boolean needsQuotes(CharSequence value) {
    for (var i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case ',', '"', '\r', '\n' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private void quote(String prefix, CharSequence value) {
    text.append('"').append(prefix);
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '"') {
        text.append('"');
      }
      text.append(c);
    }
    text.append('"');
  }
}
