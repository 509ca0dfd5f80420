package dev.pokebatch.gateway.jsonpath;

import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/**
 * Every so many elements from one place to before another (RFC 9535, section 2.3.4).
 *
 * @param start where it begins; null for the end that it comes from
 * @param end where it ends, itself not selected; null for the end that it goes to
 * @param step how far from one to the next; backwards if negative, nothing if 0
 */
record Slice(@Nullable Long start, @Nullable Long end, long step) implements Selector {

  @Override
  public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
    if (!(node instanceof JsonArray array) || step == 0) {
      return true;
    }
    var length = array.size();
    // Forwards from 0 to before length, backwards from length - 1 to before -1.
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
