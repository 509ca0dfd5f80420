package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/**
 * Selects a slice of an array (RFC 9535, section 2.3.4).
 *
 * @param start the first index; null for the first element in the direction of the step
 * @param end the index before which it ends; null for the end of the array in that direction
 * @param step the difference of successive indexes; selects backwards if negative, nothing if 0
 */
record Slice(@Nullable Long start, @Nullable Long end, long step) implements Selector {

  @Override
  public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
    if (!(node instanceof JsonArray array) || step == 0) {
      return true;
    }
    var length = array.size();
    // Forwards, indexes go from 0 up to length, exclusive; backwards, from length - 1 down to -1.
    var lowest = step > 0 ? 0 : -1;
    var highest = step > 0 ? length : length - 1;
    var from = bound(start, step > 0 ? lowest : highest, length, lowest, highest);
    var until = bound(end, step > 0 ? highest : lowest, length, lowest, highest);
    for (var at = from; step > 0 ? at < until : at > until; at += step) {
      in.work().step();
      if (!to.visit(array.getValue((int) at))) {
        return false;
      }
    }
    return true;
  }

  private static long bound(
      @Nullable Long given, long otherwise, int length, long lowest, long highest) {
    if (given == null) {
      return otherwise;
    }
    var fromStart = given < 0 ? length + given : given;
    return Math.min(Math.max(fromStart, lowest), highest);
  }
}
