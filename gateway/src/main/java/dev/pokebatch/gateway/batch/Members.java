package dev.pokebatch.gateway.batch;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in a request, taken by name and type. A member that is not of its type
 * is noted as a fault and then treated as if it were not there.
 */
final class Members {

  private final Map<?, ?> members;
  private final String pointer;
  private final Faults faults;

  Members(Map<?, ?> members, String pointer, Faults faults) {
    this.members = members;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** Notes every member but the named ones. */
  void refuseOthers(String... known) {
    var names = Set.of(known);
    for (var name : members.keySet()) {
      if (!names.contains(name)) {
        faults.add(
            at((String) name),
            "this member is not known here; known are " + String.join(", ", known));
      }
    }
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  @Nullable Object value(String name) {
    return members.get(name);
  }

  /** The pointer to a member. */
  String at(String name) {
    return Faults.at(pointer, name);
  }

  @Nullable String text(String name) {
    if (!has(name)) {
      return null;
    }
    if (value(name) instanceof String text) {
      return text;
    }
    faults.add(at(name), "this must be a string");
    return null;
  }

  /** A whole number of at least 1. */
  long count(String name, long byDefault) {
    if (!has(name)) {
      return byDefault;
    }
    if (value(name) instanceof Long number && number >= 1) {
      return number;
    }
    faults.add(at(name), "this must be a whole number of at least 1");
    return byDefault;
  }

  /** One of an enum's constants, by their names in the contract's spelling. */
  <E extends Enum<E>> E choice(String name, E byDefault) {
    if (!has(name)) {
      return byDefault;
    }
    var constants = byDefault.getDeclaringClass().getEnumConstants();
    for (var constant : constants) {
      if (spelled(constant).equals(value(name))) {
        return constant;
      }
    }
    var words = Arrays.stream(constants).map(Members::spelled).toList();
    faults.add(at(name), "this must be one of " + String.join(", ", words));
    return byDefault;
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
