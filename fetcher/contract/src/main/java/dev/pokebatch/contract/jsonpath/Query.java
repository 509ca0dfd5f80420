package dev.pokebatch.contract.jsonpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query: segments that are applied one after the other, starting at the document's root or at the
 * current node of a filter (RFC 9535, sections 2.2 and 2.3.5).
 */
record Query(boolean absolute, List<Segment> segments) implements Term {

  Query {
    segments = List.copyOf(segments);
  }

  /**
   * Passes the selected nodes to the visitor, in the order of RFC 9535, without collecting them.
   *
   * @return false if the visitor stopped the evaluation
   */
  boolean visit(@Nullable Object current, Evaluation in, NodeVisitor to) {
    in.work().step();
    var first = to;
    for (var i = segments.size() - 1; i >= 0; i--) {
      var segment = segments.get(i);
      var next = first;
      first = node -> segment.visit(node, in, next);
    }
    return first.visit(absolute ? in.root() : current);
  }

  /** Returns whether it selects at most one node of any document (section 2.3.5.1). */
  boolean isSingular() {
    return segments.stream().allMatch(Segment::isSingular);
  }

  /** Returns whether the grammar allows it as one side of a comparison (2.3.5.1). */
  boolean isComparable() {
    return segments.stream().allMatch(segment -> segment.isSingular() && !segment.spaced());
  }
}
