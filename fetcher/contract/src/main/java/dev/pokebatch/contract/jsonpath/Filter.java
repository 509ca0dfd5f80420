package dev.pokebatch.contract.jsonpath;

import org.jspecify.annotations.Nullable;

/** Selects every child for which a condition holds (RFC 9535, section 2.3.5). */
record Filter(Logical condition) implements Selector {

  @Override
  public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
    for (var children = Nodes.children(node); children.hasNext(); ) {
      var child = children.next();
      in.work().step();
      if (condition.holds(child, in) && !to.visit(child)) {
        return false;
      }
    }
    return true;
  }
}
