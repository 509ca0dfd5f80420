package dev.pokebatch.gateway.jsonpath;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects from documents that are written as text, for the tests. */
final class Selecting {

  /** More than any of these documents needs. */
  static final long ENOUGH = 1_000_000;

  private Selecting() {}

  static List<@Nullable Object> nodes(String path, @Nullable Object document) {
    return JsonPath.parse(path).nodes(document, Integer.MAX_VALUE, new WorkBudget(ENOUGH));
  }

  /** What a path selects, as JSON without spaces. */
  static String select(String path, String document) {
    return new JsonArray(nodes(path, Json.decodeValue(document))).encode();
  }

  /** Whether a condition holds for a document, with the document as root and as current node. */
  static boolean holds(String condition, String document) {
    return select("$[?" + condition + "]", "[" + document + "]").length() > "[]".length();
  }
}
