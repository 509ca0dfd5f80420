package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.shape.InvalidShapeException;
import dev.pokebatch.contract.shape.LanguageRanges;
import dev.pokebatch.contract.shape.Shape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object, each as the type that it must have; another type is a fault.
 */
public final class MemberReader {

  private final JsonObject object;
  private final Pointer at;
  private final RequestFaults faults;

  /** Reads the members of the object at the pointer. */
  public MemberReader(JsonObject object, Pointer at, RequestFaults faults) {
    this.object = object;
    this.at = at;
    this.faults = faults;
  }

  /** Returns the type of a value, with its article. */
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

  /** Reports members with other names as faults, because they are probably typos. */
  public void allowOnly(List<String> known) {
    for (var name : object.fieldNames()) {
      if (!known.contains(name)) {
        fault(name, "is not known; known are " + String.join(", ", known));
      }
    }
  }

  /** Returns whether the member is there. */
  public boolean has(String name) {
    return object.containsKey(name);
  }

  /** Returns the value of the member; null if it is absent. */
  public @Nullable Object value(String name) {
    return object.getValue(name);
  }

  /** Returns the pointer to the member. */
  public Pointer pointer(String name) {
    return at.member(name);
  }

  /** Adds a fault of the member. */
  public void fault(String name, String detail) {
    faults.add(at.member(name), detail);
  }

  /**
   * Returns the string; null if the member is absent, or if it has another type, which is a fault.
   */
  public @Nullable String text(String name) {
    var value = object.getValue(name);
    if (value instanceof String text) {
      return text;
    }
    if (has(name)) {
      fault(name, "must be a string, not " + kindOf(value));
    }
    return null;
  }

  /**
   * Returns the array. If the member is not an array, it is a fault, and the result is null; an
   * empty array is a fault too.
   */
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
   * Returns a whole number of at least 1, written in any way ({@code 3}, {@code 3.0}).
   *
   * @param absent the result if the member is absent or at fault
   * @param max the limit that a fault names; a larger number is not a fault here
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

  /** Returns a whole number of 64 bits; empty if the member is absent or at fault. */
  OptionalLong number(String name) {
    if (value(name) instanceof Long number) {
      return OptionalLong.of(number);
    }
    if (has(name)) {
      fault(name, "must be a whole number");
    }
    return OptionalLong.empty();
  }

  /** Returns the constant of an enum, which is written in lower case with hyphens. */
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

  /** Returns a mask, which is a string, or a shape, which is a string or an object. */
  Projection projection(String name, Projection absent) {
    if (!has(name)) {
      return absent;
    }
    try {
      if (value(name) instanceof JsonObject shape) {
        return Projection.of(Shape.of(shape.getMap()));
      }
      if (value(name) instanceof String text) {
        return Projection.parse(text);
      }
      fault(name, "must be a string or an object, not " + kindOf(value(name)));
      return absent;
    } catch (InvalidShapeException e) {
      e.faults().forEach(fault -> shapeFault(name, fault));
      return absent;
    } catch (IllegalArgumentException e) {
      // Its message is meant for clients: parse says so.
      fault(name, String.valueOf(e.getMessage()));
      return absent;
    }
  }

  private void shapeFault(String name, InvalidShapeException.Fault fault) {
    if (value(name) instanceof JsonObject && !fault.member().isEmpty()) {
      faults.add(pointer(name).member(fault.member()), fault.detail());
    } else {
      fault(name, fault.sentence());
    }
  }

  /**
   * Returns language ranges, the best first, in the form of {@code Accept-Language}; {@code absent}
   * if the member is absent.
   */
  List<String> languages(String name, List<String> absent) {
    var text = text(name);
    if (text == null) {
      return absent;
    }
    var ranges = LanguageRanges.ofHeader(text);
    if (ranges.isEmpty()) {
      fault(name, "must be a language such as de or zh-hant, not '" + Excerpt.of(text) + "'");
    }
    return ranges;
  }

  /** Returns the paths of links; {@code absent} if the member is absent or at fault. */
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

  /** Returns a boolean; false if the member is absent. */
  boolean flag(String name) {
    if (value(name) instanceof Boolean flag) {
      return flag;
    }
    if (has(name)) {
      fault(name, "must be true or false, not " + kindOf(value(name)));
    }
    return false;
  }

  /** Reads {@code fields} and {@code expand} of a step. */
  View view(View absent) {
    return new View(
        projection("fields", absent.fields()),
        linkPaths("expand", absent.expand()),
        absent.languages());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
