package dev.pokebatch.fetcher.projection;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text that has been validated into the values of Vert.x' JSON. Of duplicate members
 * the last one counts. Used once.
 */
final class JsonTreeReader {

  private final byte[] in;
  private int at;

  private JsonTreeReader(byte[] in) {
    this.in = in;
  }

  /** Reads the value at the beginning of a text. */
  static @Nullable Object read(byte[] in) {
    return new JsonTreeReader(in).value();
  }

  private @Nullable Object value() {
    skipSpace();
    return switch (in[at]) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private JsonObject object() {
    var members = new LinkedHashMap<String, @Nullable Object>();
    at++;
    while (next('}')) {
      var name = string();
      skipSpace();
      at++; // the colon
      members.put(name, value());
    }
    return new JsonObject(members);
  }

  private JsonArray array() {
    var elements = new ArrayList<@Nullable Object>();
    at++;
    while (next(']')) {
      elements.add(value());
    }
    return new JsonArray(elements);
  }

  /** Moves to the next member or element; after the closing bracket if there is none. */
  private boolean next(char close) {
    skipSpace();
    if (in[at] == ',') {
      at++;
      skipSpace();
    }
    if (in[at] == close) {
      at++;
      return false;
    }
    return true;
  }

  private void skipSpace() {
    while (JsonScanner.isSpace(in[at])) {
      at++;
    }
  }

  private @Nullable Object word(String text, @Nullable Object value) {
    at += text.length();
    return value;
  }

  private Number number() {
    var from = at;
    while (at < in.length && isOfNumber(in[at])) {
      at++;
    }
    return JsonNumber.of(in, from, at);
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
  }

  private String string() {
    var from = ++at;
    while (in[at] != '"') {
      if (in[at] == '\\') {
        return escaped(from);
      }
      at++;
    }
    return new String(in, from, at++ - from, StandardCharsets.UTF_8);
  }

  private String escaped(int start) {
    var text = new StringBuilder();
    var from = start;
    while (in[at] != '"') {
      if (in[at] != '\\') {
        at++;
        continue;
      }
      text.append(new String(in, from, at - from, StandardCharsets.UTF_8));
      text.append(escape(in[at + 1]));
      at += in[at + 1] == 'u' ? 6 : 2;
      from = at;
    }
    return text.append(new String(in, from, at++ - from, StandardCharsets.UTF_8)).toString();
  }

  private char escape(byte which) {
    return switch (which) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt(new String(in, at + 2, 4, StandardCharsets.US_ASCII), 16);
      default -> (char) which; // a quote, a slash or a backslash
    };
  }
}
