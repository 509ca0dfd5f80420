package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import java.util.ArrayList;
import java.util.List;

/** A plan as the sequence in which it is written: begins and ends of groups, and steps between. */
final class Outline {

  private Outline() {}

  /** Returns the entries of the batch, in request order. */
  static List<OutlineEntry> of(Branch root) {
    var entries = new ArrayList<OutlineEntry>();
    root.children().forEach(child -> add(child, entries));
    return entries;
  }

  private static void add(Node node, List<OutlineEntry> entries) {
    if (node instanceof Branch group) {
      entries.add(new Begin(group));
      group.children().forEach(child -> add(child, entries));
      entries.add(new End());
    } else {
      entries.add(new OutlineDocuments((Leaf) node));
    }
  }

  /** One entry of the sequence. */
  sealed interface OutlineEntry {}

  /** A group begins. */
  record Begin(Branch group) implements OutlineEntry {}

  /** A step of documents. */
  record OutlineDocuments(Leaf leaf) implements OutlineEntry {}

  /** The innermost open group ends. */
  record End() implements OutlineEntry {}
}
