package dev.pokebatch.gateway.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Holds an answer against what a scenario expects of it: every member that is expected must be
 * there and match, others may be; arrays match element by element. The texts {@code "<number>"} and
 * {@code "<text>"} match any number and any text, {@code "<absent>"} a member that is not there.
 */
public final class JsonMatch {

  private JsonMatch() {}

  /** What does not match, each with its place; empty where all does. */
  public static List<String> differences(Object expected, Object actual) {
    var found = new ArrayList<String>();
    compare("", expected, actual, found);
    return found;
  }

  private static void compare(String at, Object expected, Object actual, List<String> found) {
    if (expected instanceof JsonObject wanted && actual instanceof JsonObject given) {
      wanted.forEach(e -> member(at + "/" + e.getKey(), e.getValue(), given, e.getKey(), found));
    } else if (expected instanceof JsonArray wanted && actual instanceof JsonArray given) {
      if (wanted.size() != given.size()) {
        found.add(at + ": " + wanted.size() + " elements expected, " + given.size() + " there");
        return;
      }
      for (var i = 0; i < wanted.size(); i++) {
        compare(at + "/" + i, wanted.getValue(i), given.getValue(i), found);
      }
    } else if (!matches(expected, actual)) {
      found.add(at + ": " + expected + " expected, " + actual + " there");
    }
  }

  private static void member(
      String at, Object expected, JsonObject given, String name, List<String> found) {
    if ("<absent>".equals(expected)) {
      if (given.containsKey(name)) {
        found.add(at + ": not expected, but there");
      }
    } else {
      compare(at, expected, given.getValue(name), found);
    }
  }

  private static boolean matches(Object expected, Object actual) {
    if ("<number>".equals(expected)) {
      return actual instanceof Number;
    }
    if ("<text>".equals(expected)) {
      return actual instanceof String;
    }
    if (expected instanceof Number wanted && actual instanceof Number given) {
      return wanted.doubleValue() == given.doubleValue();
    }
    return Objects.equals(expected, actual);
  }
}
