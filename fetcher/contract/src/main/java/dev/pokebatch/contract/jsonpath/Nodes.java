package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vert.x' JSON values as the nodes of RFC 9535, and their children. */
final class Nodes {

  private Nodes() {}

  /** Wraps a map or list in the type of Vert.x; returns any other value unchanged. */
  @SuppressWarnings("unchecked")
  static @Nullable Object wrap(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject((Map<String, Object>) map);
    }
    return value instanceof List<?> list ? new JsonArray(list) : value;
  }

  static boolean hasChildren(@Nullable Object node) {
    return node instanceof JsonObject || node instanceof JsonArray;
  }

  /** Returns the values of an object's members, or the elements of an array. */
  static Iterator<@Nullable Object> children(@Nullable Object node) {
    if (node instanceof JsonArray array) {
      return array.iterator();
    }
    return node instanceof JsonObject object
        ? new Values(object.iterator())
        : Collections.emptyIterator();
  }

  private record Values(Iterator<Map.Entry<String, Object>> members)
      implements Iterator<@Nullable Object> {

    @Override
    public boolean hasNext() {
      return members.hasNext();
    }

    @Override
    public @Nullable Object next() {
      return members.next().getValue();
    }
  }
}
