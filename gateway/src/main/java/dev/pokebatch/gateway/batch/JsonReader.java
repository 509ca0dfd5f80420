package dev.pokebatch.gateway.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text strictly by RFC 8259: one value, nothing after it, and no duplicate members.
 * A value is a {@link JsonObject}, {@link JsonArray}, String, Long, Double (a number with a
 * fraction or beyond a Long), Boolean or null.
 */
public final class JsonReader {

  private static final int MAX_DIGITS = 1_000;

  // Names are chosen by clients, so parsers do not share them. The body's length limits names and
  // strings.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(MAX_DIGITS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonText json;
  private final JsonParser parser;
  private final int maxDepth;
  private final RequestFaults faults;

  private JsonReader(JsonText json, JsonParser parser, int maxDepth, RequestFaults faults) {
    this.json = json;
    this.parser = parser;
    this.maxDepth = maxDepth;
    this.faults = faults;
  }

  /**
   * Reads a body. A duplicate member is a fault; its first value is used.
   *
   * @param maxDepth the maximum number of nested objects and arrays
   * @throws ProblemException {@code malformed-json}
   */
  public static @Nullable Object read(Buffer body, int maxDepth, RequestFaults faults) {
    return read(JsonText.decode(body), maxDepth, faults);
  }

  /**
   * Reads a line of a stream of steps in the same way.
   *
   * @param line the line's number, from 1
   */
  static @Nullable Object readLine(Buffer text, long line, int maxDepth, RequestFaults faults) {
    return read(JsonText.decodeLine(text, line), maxDepth, faults);
  }

  private static @Nullable Object read(JsonText json, int maxDepth, RequestFaults faults) {
    try (var parser = FACTORY.createParser(json.text())) {
      return new JsonReader(json, parser, maxDepth, faults).document();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory cannot fail", e);
    }
  }

  private @Nullable Object document() throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw json.malformed(0, "the body is empty");
      }
      var value = value(Pointer.ROOT, 1);
      if (parser.nextToken() != null) {
        throw json.malformed(tokenStart());
      }
      return value;
    } catch (StreamConstraintsException e) {
      // The only constraint that is not unlimited; converting longer numbers takes too long.
      throw json.malformed(tokenStart(), "a number of more than " + MAX_DIGITS + " characters");
    } catch (JsonProcessingException e) {
      throw json.malformed(offsetOf(e));
    }
  }

  private @Nullable Object value(Pointer at, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(at, depth);
      case START_ARRAY -> array(at, depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw json.malformed(tokenStart());
    };
  }

  private JsonObject object(Pointer at, int depth) throws IOException {
    checkDepth(depth);
    var object = new JsonObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var member = at.member(name);
      parser.nextToken();
      var value = value(member, depth + 1);
      if (object.containsKey(name)) {
        faults.add(member, "is there more than once");
      } else {
        object.put(name, value);
      }
    }
    return object;
  }

  private JsonArray array(Pointer at, int depth) throws IOException {
    checkDepth(depth);
    var array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(at.element(array.size()), depth + 1));
    }
    return array;
  }

  private Number whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private void checkDepth(int depth) {
    if (depth > maxDepth) {
      throw json.malformed(tokenStart(), "nested more than " + maxDepth + " deep");
    }
  }

  /**
   * Returns the offset of an error. Jackson reports the end of an invalid word or control
   * character, but the error is at its start.
   */
  private int offsetOf(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return json.text().length();
    }
    var token = tokenStart();
    var location = e.getLocation();
    var stop = location == null ? token : offset(location);
    if (json.isWord(token, stop)) {
      return token;
    }
    return json.isForbiddenAt(stop - 1) ? stop - 1 : stop;
  }

  private int tokenStart() {
    return offset(parser.currentTokenLocation());
  }

  private int offset(JsonLocation location) {
    return (int) Math.max(0, Math.min(json.text().length(), location.getCharOffset()));
  }
}
