package dev.pokebatch.gateway.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces the values of an answer that differ between runs, so that it can be compared with
 * documentation.
 */
public final class Shown {

  private static final Set<String> MEASURED =
      Set.of("durationMs", "timeMs", "bytes", "cachedBytes", "speedup");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME = Pattern.compile("[0-9-]{10}T[0-9:.]+Z");

  private Shown() {}

  /**
   * Returns a copy with {@code <number>} for measured values, and {@code <text>} for ids and times.
   */
  public static Object unmeasured(Object value) {
    if (value instanceof JsonObject object) {
      var copy = new JsonObject();
      object.forEach(
          m ->
              copy.put(
                  m.getKey(),
                  MEASURED.contains(m.getKey()) ? "<number>" : unmeasured(m.getValue())));
      return copy;
    }
    if (value instanceof JsonArray array) {
      var copy = new JsonArray();
      array.forEach(element -> copy.add(unmeasured(element)));
      return copy;
    }
    return value instanceof String text && (ID.matcher(text).find() || TIME.matcher(text).matches())
        ? "<text>"
        : value;
  }
}
