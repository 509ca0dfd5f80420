package dev.pokebatch.gateway.jsonpath;

import dev.pokebatch.contract.Pruning;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of a document that a query may read, with the nodes below it. A path of a few hundred
 * characters could name millions of nodes: beyond {@link #MOST}, the node above counts as read
 * whole, which is never too little.
 */
final class ReadNode {

  private static final int MOST = 128;

  private final NodeCounter count;
  private final Map<String, ReadNode> members = new LinkedHashMap<>();
  private @Nullable ReadNode children;
  private boolean whole;
  private boolean ends;

  private ReadNode(NodeCounter count) {
    this.count = count;
  }

  static ReadNode root() {
    return new ReadNode(new NodeCounter());
  }

  /** The member with that name. */
  ReadNode member(String name) {
    return isFull() ? readWhole() : members.computeIfAbsent(name, n -> below());
  }

  /** All array elements and all members. */
  ReadNode children() {
    if (isFull()) {
      return readWhole();
    }
    if (children == null) {
      children = below();
    }
    return children;
  }

  /** All of the value is read. */
  ReadNode readWhole() {
    whole = true;
    return this;
  }

  /** A query asks whether there is a value. */
  void askPresence() {
    ends = true;
  }

  private ReadNode below() {
    count.nodes++;
    return new ReadNode(count);
  }

  private boolean isFull() {
    return whole || count.nodes >= MOST;
  }

  /** What to keep so that all that is read is there. */
  Pruning toPruning() {
    return toPruning(Set.of(this), new NodeCounter());
  }

  /**
   * A member may be several nodes: the one with its name, and one of all children.
   *
   * @param made counts what the pruning consists of
   */
  private static Pruning toPruning(Set<ReadNode> same, NodeCounter made) {
    if (same.stream().anyMatch(node -> node.whole) || ++made.nodes > MOST) {
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
    return Pruning.of(
        same.stream().anyMatch(node -> node.ends),
        members,
        all.isEmpty() ? null : toPruning(all, made));
  }

  private static final class NodeCounter {
    private int nodes;
  }
}
