package dev.pokebatch.contract.jsonpath;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a query: selectors that are applied to a node, or to it and all its descendants (RFC
 * 9535, section 2.5).
 *
 * @param spaced whether there is blank space between its brackets and its selectors
 */
record Segment(boolean descendant, List<Selector> selectors, boolean spaced) {

  Segment {
    selectors = List.copyOf(selectors);
  }

  /** Passes the selected nodes to the visitor; returns false if the visitor stopped. */
  boolean visit(@Nullable Object node, Evaluation in, NodeVisitor to) {
    return select(node, in, to) && (!descendant || descend(node, in, to));
  }

  private boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
    for (var selector : selectors) {
      in.work().step();
      if (!selector.select(node, in, to)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Visits parents before their children, without recursion, because documents may be nested
   * deeply.
   */
  private boolean descend(@Nullable Object node, Evaluation in, NodeVisitor to) {
    var open = new ArrayDeque<Iterator<@Nullable Object>>();
    open.push(Nodes.children(node));
    while (!open.isEmpty()) {
      var siblings = open.element();
      if (!siblings.hasNext()) {
        open.pop();
        continue;
      }
      var child = siblings.next();
      in.work().step();
      if (Nodes.hasChildren(child)) {
        if (!select(child, in, to)) {
          return false;
        }
        open.push(Nodes.children(child));
      }
    }
    return true;
  }

  boolean isSingular() {
    return !descendant
        && selectors.size() == 1
        && (selectors.get(0) instanceof Selector.Name
            || selectors.get(0) instanceof Selector.Index);
  }
}
