package dev.pokebatch.gateway.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers as they are shown to people, but for what is another one each time. */
public final class Shown {

  private static final Set<String> MEASURED =
      Set.of("durationMs", "timeMs", "bytes", "cachedBytes", "speedup");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME = Pattern.compile("[0-9-]{10}T[0-9:.]+Z");

  private Shown() {}

  /** The same with {@code <number>} for what was measured, {@code <text>} for ids and times. */
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
