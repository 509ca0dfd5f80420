package dev.pokebatch.gateway.jsonpath;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Which children of a node are selected (RFC 9535, section 2.3). */
sealed interface Selector permits Selector.Name, Selector.Index, Selector.Wildcard, Slice, Filter {

  /** Shows the selected children, in their order; false if the visitor wanted no more. */
  boolean select(@Nullable Object node, Evaluation in, NodeVisitor to);

  /** The member of that name (section 2.3.1). */
  record Name(String name) implements Selector {

    @Override
    public boolean select(@Nullable Object node, Evaluation in, NodeVisitor to) {
      return !(node instanceof JsonObject object && object.containsKey(name))
          || to.visit(object.getValue(name));
    }
  }

  /** The element at that place, from the end where it is negative (section 2.3.3). */
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

  /** Every child (section 2.3.2). */
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
