package dev.pokebatch.contract.jsonpath;

import java.util.List;

/**
 * Which parts of a document several queries and dotted paths read together. Each is added with what
 * the caller uses of its nodes. Not thread-safe.
 */
public final class DocumentReads {

  private final ReadNode root = ReadNode.root();

  /** Adds a query whose nodes are used as whole values. */
  public void addValues(JsonPath path) {
    ReadAnalysis.mark(root, path.query(), ReadNode::readWhole);
  }

  /** Adds a query whose nodes are counted. */
  public void addCount(JsonPath path) {
    ReadAnalysis.mark(root, path.query(), node -> {});
  }

  /** Adds a query of whose nodes the number of characters, elements or members is used. */
  public void addSizes(JsonPath path) {
    ReadAnalysis.mark(root, path.query(), node -> node.children().askPresence());
  }

  /** Adds a dotted path whose values are used whole; it applies to each element of an array. */
  public void addDotted(List<String> names) {
    var at = root;
    for (var name : names) {
      at.mapArrays();
      at = at.member(name);
    }
    at.readWhole();
  }

  /** Returns the parts that are read. */
  public Pruning toPruning() {
    return root.toPruning();
  }
}
