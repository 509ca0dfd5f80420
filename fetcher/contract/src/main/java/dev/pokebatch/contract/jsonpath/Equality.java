package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares two values for equality, arrays and objects deeply (RFC 9535, section 2.3.5.2.2). Does
 * not recurse, because documents may be nested deeply.
 */
final class Equality {

  private record Pair(@Nullable Object left, @Nullable Object right) {}

  private final Deque<Pair> open = new ArrayDeque<>();
  private final WorkBudget work;

  private Equality(WorkBudget work) {
    this.work = work;
  }

  static boolean equal(@Nullable Object left, @Nullable Object right, WorkBudget work) {
    if (!Nodes.hasChildren(left) || !Nodes.hasChildren(right)) {
      return flat(left, right, work);
    }
    var equality = new Equality(work);
    equality.later(left, right);
    return equality.holds();
  }

  /** Returns whether both numbers are integers, which compare exactly as long. */
  static boolean areWhole(Number a, Number b) {
    return isWhole(a) && isWhole(b);
  }

  private static boolean isWhole(Number number) {
    return number instanceof Integer || number instanceof Long;
  }

  private static boolean flat(@Nullable Object left, @Nullable Object right, WorkBudget work) {
    if (left instanceof Number a && right instanceof Number b) {
      return areWhole(a, b) ? a.longValue() == b.longValue() : a.doubleValue() == b.doubleValue();
    }
    if (left instanceof String a && right instanceof String b) {
      work.read(a);
      return a.equals(b);
    }
    return Objects.equals(left, right);
  }

  private void later(@Nullable Object left, @Nullable Object right) {
    work.step();
    open.push(new Pair(left, right));
  }

  private boolean holds() {
    while (!open.isEmpty()) {
      var pair = open.pop();
      if (!same(pair.left(), pair.right())) {
        return false;
      }
    }
    return true;
  }

  /** Returns false if the values differ; their children are compared later. */
  private boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof JsonObject a && right instanceof JsonObject b) {
      return members(a, b);
    }
    if (left instanceof JsonArray a && right instanceof JsonArray b) {
      return elements(a, b);
    }
    return !Nodes.hasChildren(left) && !Nodes.hasChildren(right) && flat(left, right, work);
  }

  private boolean members(JsonObject a, JsonObject b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (var name : a.fieldNames()) {
      if (!b.containsKey(name)) {
        return false;
      }
      later(a.getValue(name), b.getValue(name));
    }
    return true;
  }

  private boolean elements(JsonArray a, JsonArray b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (var i = 0; i < a.size(); i++) {
      later(a.getValue(i), b.getValue(i));
    }
    return true;
  }
}
