package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, each read as what it should be; anything else is a fault. */
final class MemberReader {

  private final JsonObject object;
  private final Pointer at;
  private final RequestFaults faults;

  MemberReader(JsonObject object, Pointer at, RequestFaults faults) {
    this.object = object;
    this.at = at;
    this.faults = faults;
  }

  /** What a value is, with its article. */
  static String kindOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof JsonObject) {
      return "an object";
    } else if (value instanceof JsonArray) {
      return "an array";
    } else if (value instanceof String) {
      return "a string";
    } else if (value instanceof Boolean) {
      return "a boolean";
    }
    return "a number";
  }

  /** A typo must not be ignored: members of other names are faults. */
  void allowOnly(List<String> known) {
    for (var name : object.fieldNames()) {
      if (!known.contains(name)) {
        fault(name, "is not known; known are " + String.join(", ", known));
      }
    }
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  @Nullable Object value(String name) {
    return object.getValue(name);
  }

  Pointer pointer(String name) {
    return at.member(name);
  }

  void fault(String name, String detail) {
    faults.add(at.member(name), detail);
  }

  /** The string, or null where there is none, which is a fault only where another value is. */
  @Nullable String text(String name) {
    var value = object.getValue(name);
    if (value instanceof String text) {
      return text;
    }
    if (has(name)) {
      fault(name, "must be a string, not " + kindOf(value));
    }
    return null;
  }

  /** The array, with at least one element, or null where it is not that, which is a fault. */
  @Nullable JsonArray entries(String name) {
    if (!(value(name) instanceof JsonArray entries)) {
      fault(name, has(name) ? "must be an array, not " + kindOf(value(name)) : "is missing");
      return null;
    }
    if (entries.isEmpty()) {
      fault(name, "must have at least one step");
    }
    return entries;
  }

  /**
   * A whole number from 1 on, however it is written ({@code 3}, {@code 3.0}).
   *
   * @param max the largest that will do, for the words; more than that is no fault here
   */
  long count(String name, long absent, long max) {
    if (!has(name)) {
      return absent;
    }
    var value = object.getValue(name);
    if (value instanceof Double real && real == Math.rint(real) && real <= Long.MAX_VALUE) {
      value = real.longValue();
    }
    if (value instanceof Long count && count >= 1) {
      return count;
    }
    fault(name, "must be a whole number from 1 to " + max);
    return absent;
  }

  /** Any whole number of 64 bits; empty where there is none. */
  OptionalLong number(String name) {
    if (value(name) instanceof Long number) {
      return OptionalLong.of(number);
    }
    if (has(name)) {
      fault(name, "must be a whole number");
    }
    return OptionalLong.empty();
  }

  /** One of the enum's constants, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String name, E absent) {
    var text = text(name);
    if (text == null) {
      return absent;
    }
    var choices = absent.getDeclaringClass().getEnumConstants();
    for (var choice : choices) {
      if (word(choice).equals(text)) {
        return choice;
      }
    }
    var words = Arrays.stream(choices).map(MemberReader::word).collect(Collectors.joining(" or "));
    fault(name, "must be " + words + ", not '" + Excerpt.of(text) + "'");
    return absent;
  }

  Projection projection(String name, Projection absent) {
    var text = text(name);
    if (text == null) {
      return absent;
    }
    try {
      return Projection.parse(text);
    } catch (IllegalArgumentException e) {
      // Its message is meant for clients: parse says so.
      fault(name, String.valueOf(e.getMessage()));
      return absent;
    }
  }

  /** The paths, or what stands for them where there are none. */
  LinkPaths linkPaths(String name, LinkPaths absent) {
    if (!has(name)) {
      return absent;
    }
    if (!(value(name) instanceof JsonArray paths)
        || !paths.stream().allMatch(String.class::isInstance)) {
      fault(name, "must be an array of dotted paths, such as [\"species.evolution_chain\"]");
      return absent;
    }
    try {
      return LinkPaths.of(paths.stream().map(String.class::cast).toList());
    } catch (IllegalArgumentException e) {
      // Its message is meant for clients: of says so.
      fault(name, String.valueOf(e.getMessage()));
      return absent;
    }
  }

  /** Whether it is true; false where there is none. */
  boolean flag(String name) {
    if (value(name) instanceof Boolean flag) {
      return flag;
    }
    if (has(name)) {
      fault(name, "must be true or false, not " + kindOf(value(name)));
    }
    return false;
  }

  /** What to see of documents: {@code fields} and {@code expand}. */
  View view(View absent) {
    return new View(projection("fields", absent.fields()), linkPaths("expand", absent.expand()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
