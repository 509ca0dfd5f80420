package dev.pokebatch.contract.jsonpath;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Determines which parts of any document a query may read, by following its names, wildcards and
 * filters. A query with a descendant segment reads the whole node.
 */
final class ReadAnalysis {

  private final ReadNode root;

  private ReadAnalysis(ReadNode root) {
    this.root = root;
  }

  /**
   * Marks the nodes that a query reads.
   *
   * @param root the node of the document
   * @param used marks what the caller uses of each selected node
   */
  static void mark(ReadNode root, Query query, Consumer<ReadNode> used) {
    new ReadAnalysis(root).read(query, root, used);
  }

  /**
   * @param current the current node of the filter around the query
   */
  private void read(Query query, ReadNode current, Consumer<ReadNode> used) {
    var nodes = Set.of(query.absolute() ? root : current);
    for (var segment : query.segments()) {
      if (segment.descendant()) {
        nodes.forEach(ReadNode::readWhole);
      }
      var next = new LinkedHashSet<ReadNode>();
      for (var node : nodes) {
        segment.selectors().forEach(selector -> next.add(read(selector, node)));
      }
      nodes = next;
    }
    nodes.forEach(ReadNode::askPresence);
    nodes.forEach(used);
  }

  private ReadNode read(Selector selector, ReadNode node) {
    if (selector instanceof Selector.Name named) {
      return node.member(named.name());
    }
    if (selector instanceof Filter filter) {
      read(filter.condition(), node.children());
    }
    return node.children();
  }

  private void read(Logical condition, ReadNode current) {
    if (condition instanceof Logical.Or or) {
      or.parts().forEach(part -> read(part, current));
    } else if (condition instanceof Logical.And and) {
      and.parts().forEach(part -> read(part, current));
    } else if (condition instanceof Logical.Not not) {
      read(not.part(), current);
    } else if (condition instanceof Logical.Exists exists) {
      read(exists.query(), current, node -> {});
    } else if (condition instanceof Logical.Compare compare) {
      List.of(compare.left(), compare.right()).forEach(side -> read(side, current));
    } else if (condition instanceof Logical.Matches matches) {
      List.of(matches.text(), matches.regexp()).forEach(side -> read(side, current));
    } else {
      throw new IllegalStateException("Unknown condition: " + condition);
    }
  }

  private void read(Operand operand, ReadNode current) {
    if (operand instanceof Operand.Only only) {
      read(only.query(), current, ReadNode::readWhole);
    } else if (operand instanceof Operand.Count count) {
      read(count.query(), current, node -> {});
    } else if (operand instanceof Operand.Length length
        && length.of() instanceof Operand.Only only) {
      read(only.query(), current, node -> node.children().askPresence());
    } else if (operand instanceof Operand.Length length) {
      read(length.of(), current);
    } else if (!(operand instanceof Operand.Literal)) {
      throw new IllegalStateException("Unknown operand: " + operand);
    }
  }
}
