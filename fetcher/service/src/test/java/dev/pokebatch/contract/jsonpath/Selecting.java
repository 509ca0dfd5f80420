package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects from documents that are given as text, for tests. */
final class Selecting {

  /** More work than any of these documents needs. */
  static final long ENOUGH = 1_000_000;

  private Selecting() {}

  static List<@Nullable Object> nodes(String path, @Nullable Object document) {
    return JsonPath.parse(path).nodes(document, Integer.MAX_VALUE, new WorkBudget(ENOUGH));
  }

  /** Returns the nodes that a path selects, as JSON without spaces. */
  static String select(String path, String document) {
    return new JsonArray(nodes(path, Json.decodeValue(document))).encode();
  }

  /** Returns whether a filter's condition holds for a document as the current node. */
  static boolean holds(String condition, String document) {
    return select("$[?" + condition + "]", "[" + document + "]").length() > "[]".length();
  }
}
