package dev.pokebatch.gateway.jsonpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments applied one after the other, from the document's root or from the current node of a
 * filter (RFC 9535, sections 2.2 and 2.3.5).
 */
record Query(boolean absolute, List<Segment> segments) implements Term {

  Query {
    segments = List.copyOf(segments);
  }

  /**
   * Shows the nodes, in the RFC's order, as they are found: none is kept, whatever their number.
   *
   * @return false if the visitor wanted no more
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

  /** Whether it selects one node at most, whatever the document (section 2.3.5.1). */
  boolean isSingular() {
    return segments.stream().allMatch(Segment::isSingular);
  }

  /** Whether it has the form that the grammar wants where a value is expected (2.3.5.1). */
  boolean isComparable() {
    return segments.stream().allMatch(segment -> segment.isSingular() && !segment.spaced());
  }
}
