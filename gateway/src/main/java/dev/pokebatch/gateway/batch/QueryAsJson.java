package dev.pokebatch.gateway.batch;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Converts query parameters to the JSON object that a body would have, so that one reader reads
 * both.
 */
final class QueryAsJson {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

  private QueryAsJson() {}

  /** Converts the parameters. A duplicate parameter is a fault; its first value is used. */
  static JsonObject of(MultiMap query, RequestFaults faults) {
    var object = new JsonObject();
    query.forEach(
        (name, text) -> {
          if (object.containsKey(name)) {
            faults.add(Pointer.ROOT.member(name), "is there more than once");
          } else {
            object.put(name, value(name, text));
          }
        });
    return object;
  }

  private static Object value(String name, String text) {
    return switch (name) {
      case "expand" -> text.isEmpty() ? new JsonArray() : new JsonArray(parts(text));
      case "concurrency", "deadlineMs" ->
          WHOLE_NUMBER.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
      case "trace" -> flag(text);
      default -> text;
    };
  }

  private static Object flag(String text) {
    return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
  }

  private static List<String> parts(String text) {
    return List.of(text.split(",", -1));
  }
}
