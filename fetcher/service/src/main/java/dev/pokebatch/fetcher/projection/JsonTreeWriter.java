package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.jsonpath.WorkBudget;
import dev.pokebatch.contract.jsonpath.WorkLimitExceeded;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of Vert.x' JSON as a text in UTF-8 without white space. Each value is paid for from
 * a work budget, which bounds the length of the text.
 */
final class JsonTreeWriter {

  /** The characters that are written in the time of visiting one node, about. */
  private static final int CHARACTERS = 8;

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final ByteOutput out;
  private final WorkBudget work;

  JsonTreeWriter(ByteOutput out, WorkBudget work) {
    this.out = out;
    this.work = work;
  }

  /**
   * Writes a value.
   *
   * @throws WorkLimitExceeded if the text becomes too long
   */
  void value(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof String text) {
      string(text);
    } else if (value == null) {
      work.spend(1);
      out.add(NULL);
    } else {
      var text = value.toString();
      work.spend(1 + text.length() / CHARACTERS);
      out.add(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void object(JsonObject object) {
    work.spend(1);
    out.add('{');
    var any = false;
    for (var member : object) {
      out.comma(any);
      any = true;
      string(member.getKey());
      out.add(':');
      value(member.getValue());
    }
    out.add('}');
  }

  private void array(JsonArray array) {
    work.spend(1);
    out.add('[');
    var any = false;
    for (var element : array) {
      out.comma(any);
      any = true;
      value(element);
    }
    out.add(']');
  }

  /** Writes a string in quotes. */
  void string(String text) {
    work.spend(1 + text.length() / CHARACTERS);
    out.add('"');
    var plain = text.chars().noneMatch(JsonTreeWriter::isSpecial);
    out.add((plain ? text : escaped(text)).getBytes(StandardCharsets.UTF_8));
    out.add('"');
  }

  private static boolean isSpecial(int c) {
    return c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                escaped.append('\\').append((char) point);
              } else if (point < ' ' || isHalf(point)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", point));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  /** Whether it is a surrogate that is not one of a pair, which UTF-8 cannot encode. */
  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
