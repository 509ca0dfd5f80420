package dev.pokebatch.gateway.csv;

import io.vertx.core.buffer.Buffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Writes one line of CSV, and quotes the cells that RFC 4180 requires to be quoted. */
final class CsvLine {

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  /** Adds a cell. */
  CsvLine cell(CharSequence value) {
    if (begun) {
      text.append(',');
    }
    begun = true;
    if (needsQuotes(value)) {
      quote(value);
    } else {
      text.append(value);
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

  private void quote(CharSequence value) {
    text.append('"');
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
