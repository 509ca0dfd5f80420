package dev.pokebatch.gateway.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text (RFC 8259) into maps, lists, strings, booleans, longs for whole numbers and
 * doubles for others. Strict: UTF-8 only, no name twice in an object, nothing after the value.
 */
final class JsonText {

  private static final int MAX_DEPTH = 64;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final Faults faults;

  private JsonText(JsonParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /**
   * Reads the text.
   *
   * @param faults is told of names that stand twice in an object
   * @throws ProblemException {@code malformed-json} with line and column, both from 1
   */
  static @Nullable Object read(byte[] text, Faults faults) {
    try (var parser = FACTORY.createParser(decode(text))) {
      if (parser.nextToken() == null) {
        throw malformed("there is no JSON here", 1, 1);
      }
      var value = new JsonText(parser, faults).value("", 0);
      if (parser.nextToken() != null) {
        throw malformed("something follows the JSON text", parser.currentTokenLocation());
      }
      return value;
    } catch (JsonProcessingException malformed) {
      throw malformed("this is where it stops being JSON", malformed.getLocation());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private @Nullable Object value(String pointer, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw malformed("it is nested too deeply", parser.currentTokenLocation());
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(pointer, depth);
      case START_ARRAY -> array(pointer, depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> null;
    };
  }

  /** A whole number; one that is too large for a long is as good as infinite. */
  private Number whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private Map<String, @Nullable Object> object(String pointer, int depth) throws IOException {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var at = Faults.at(pointer, name);
      parser.nextToken();
      var value = value(at, depth + 1);
      if (members.containsKey(name)) {
        faults.add(at, "this member stands here more than once");
      }
      members.put(name, value);
    }
    return members;
  }

  private List<@Nullable Object> array(String pointer, int depth) throws IOException {
    var elements = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(pointer + "/" + elements.size(), depth + 1));
    }
    return elements;
  }

  private static String decode(byte[] text) {
    var chars = CharBuffer.allocate(text.length);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var result = decoder.decode(ByteBuffer.wrap(text), chars, true);
    var decoded = chars.flip().toString();
    if (result.isError()) {
      var line = (int) decoded.chars().filter(c -> c == '\n').count() + 1;
      var column = decoded.length() - decoded.lastIndexOf('\n');
      throw malformed("this is not UTF-8", line, column);
    }
    return decoded;
  }

  private static ProblemException malformed(String detail, @Nullable JsonLocation at) {
    return at == null
        ? malformed(detail, 1, 1)
        : malformed(detail, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private static ProblemException malformed(String detail, int line, int column) {
    return new ProblemException(
        Problem.of(ProblemType.MALFORMED_JSON, detail).with("line", line).with("column", column));
  }
}
