package dev.pokebatch.contract.jsonpath;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node that a query may read, with the nodes below it. A query of a few hundred characters could
 * name millions of nodes; beyond {@link #MAX_NODES}, the parent counts as read whole, which reads
 * too much but never too little.
 */
final class ReadNode {

  private static final int MAX_NODES = 128;

  private final NodeCounter count;
  private final Map<String, ReadNode> members = new LinkedHashMap<>();
  private @Nullable ReadNode children;
  private boolean whole;
  private boolean ends;
  private boolean mapsArrays;

  private ReadNode(NodeCounter count) {
    this.count = count;
  }

  static ReadNode root() {
    return new ReadNode(new NodeCounter());
  }

  /** Returns the member with this name. */
  ReadNode member(String name) {
    return isFull() ? readWhole() : members.computeIfAbsent(name, n -> below());
  }

  /** Returns the node that stands for all elements and members. */
  ReadNode children() {
    if (isFull()) {
      return readWhole();
    }
    if (children == null) {
      children = below();
    }
    return children;
  }

  /** Marks the whole value as read. */
  ReadNode readWhole() {
    whole = true;
    return this;
  }

  /** Marks that the query depends on the presence of the value. */
  void askPresence() {
    ends = true;
  }

  /** Marks that the elements of an array are read like the value itself. */
  void mapArrays() {
    mapsArrays = true;
  }

  private ReadNode below() {
    count.nodes++;
    return new ReadNode(count);
  }

  private boolean isFull() {
    return whole || count.nodes >= MAX_NODES;
  }

  /** Returns the parts of a document that are read. */
  Pruning toPruning() {
    return toPruning(Set.of(this), new NodeCounter());
  }

  /**
   * Several nodes may stand for one member: the one with its name, and that of all children.
   *
   * @param same the nodes that stand for the same value
   * @param made the number of parts so far
   */
  private static Pruning toPruning(Set<ReadNode> same, NodeCounter made) {
    if (same.stream().anyMatch(node -> node.whole) || ++made.nodes > MAX_NODES) {
      return Pruning.WHOLE;
    }
    var all = new LinkedHashSet<ReadNode>();
    var names = new LinkedHashSet<String>();
    for (var node : same) {
      if (node.children != null) {
        all.add(node.children);
      }
      names.addAll(node.members.keySet());
    }
    var members = new LinkedHashMap<String, Pruning>();
    for (var name : names) {
      var named = new LinkedHashSet<>(all);
      same.stream().map(n -> n.members.get(name)).filter(Objects::nonNull).forEach(named::add);
      members.put(name, toPruning(named, made));
    }
    var ends = same.stream().anyMatch(node -> node.ends);
    var elements = new LinkedHashSet<>(all);
    same.stream().filter(node -> node.mapsArrays).forEach(elements::add);
    if (!elements.equals(all) && !elements.equals(same)) {
      return Pruning.WHOLE; // rare: a dotted path and another query read the same array
    }
    var children = all.isEmpty() ? null : toPruning(all, made);
    return elements.equals(all)
        ? Pruning.of(ends, members, children)
        : Pruning.mapping(ends, members, children);
  }

  private static final class NodeCounter {
    private int nodes;
  }
}
