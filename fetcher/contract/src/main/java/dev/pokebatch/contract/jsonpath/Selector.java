package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Selects children of a node (RFC 9535, section 2.3). */
sealed interface Selector permits Selector.Name, Selector.Index, Selector.Wildcard, Slice, Filter {

  /** Passes the selected children to the visitor; returns false if the visitor stopped. */
  boolean select(@Nullable Object node, Evaluation in, NodeVisitor to);

  /** Selects the member with a name (section 2.3.1). */
  record Name(String name) implements Selector {

    @Override
    public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
      return !(node instanceof JsonObject object && object.containsKey(name))
          || to.visit(object.getValue(name));
    }
  }

  /**
   * Selects the element at an index, which counts from the end if it is negative (section 2.3.3).
   */
  record Index(long index) implements Selector {

    @Override
    public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
      if (!(node instanceof JsonArray array)) {
        return true;
      }
      var at = index < 0 ? array.size() + index : index;
      return at < 0 || at >= array.size() || to.visit(array.getValue((int) at));
    }
  }

  /** Selects every child (section 2.3.2). */
  record Wildcard() implements Selector {

    @Override
    public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
      for (var children = Nodes.children(node); children.hasNext(); ) {
        in.work().step();
        if (!to.visit(children.next())) {
          return false;
        }
      }
      return true;
    }
  }
}
