package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A text that should be JSON, and the problems that report where it is not.
 *
 * @param line the number of the line that it is, from 1; 0 if it is a whole body
 */
record JsonText(String text, long line) {

  /**
   * Decodes UTF-8, the only encoding of JSON between systems (RFC 8259, section 8.1).
   *
   * @throws ProblemException {@code malformed-json}, with the place of the first byte that is not
   *     UTF-8
   */
  static JsonText decode(Buffer body) {
    return decodeLine(body, 0);
  }

  /** Decodes a line of a stream of steps in the same way. */
  static JsonText decodeLine(Buffer body, long line) {
    // A new decoder reports malformed input instead of replacing it. One byte makes at most one
    // char.
    var chars = CharBuffer.allocate(body.length());
    var result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes()), chars, true);
    var json = new JsonText(chars.flip().toString(), line);
    if (result.isError()) {
      throw json.malformed(json.text.length(), "bytes that are not UTF-8");
    }
    return json;
  }

  /** Returns the problem of an unexpected character or word at this offset. */
  ProblemException malformed(int offset) {
    var found = offset == text.length() ? "the end of the text" : "'" + wordAt(offset) + "'";
    return malformed(offset, "unexpected " + found);
  }

  /** Returns the problem of an error at this offset, for the given reason. */
  ProblemException malformed(int offset, String reason) {
    var at = line == 0 ? TextPosition.of(text, offset) : TextPosition.in(line, text, offset);
    var detail =
        String.format(Locale.ROOT, "Line %d, column %d: %s.", at.line(), at.column(), reason);
    return new ProblemException(RequestProblems.malformedJson(at.line(), at.column(), detail));
  }

  /** Returns whether the text between two offsets is a word, such as a literal or a number. */
  boolean isWord(int from, int to) {
    return from < to && text.chars().skip(from).limit(to - from).allMatch(JsonText::isWordChar);
  }

  /** Returns whether there is a control character at the offset that JSON never allows. */
  boolean isForbiddenAt(int offset) {
    return offset >= 0 && text.charAt(offset) < ' ' && "\t\r\n".indexOf(text.charAt(offset)) < 0;
  }

  private String wordAt(int offset) {
    var end = offset;
    while (end < text.length() && isWordChar(text.charAt(end)) && end - offset < 100) {
      end++;
    }
    return end > offset
        ? Excerpt.of(text.substring(offset, end))
        : Excerpt.of(Character.toString(text.codePointAt(offset)));
  }

  private static boolean isWordChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '+'
        || c == '.';
  }
}
