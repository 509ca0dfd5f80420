package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import java.util.ArrayList;
import java.util.List;

/** A plan as a writer meets it from top to bottom: groups that begin and end, and steps between. */
final class Outline {

  private Outline() {}

  /** The entries of the batch itself, in request order. */
  static List<Entry> of(Branch root) {
    var entries = new ArrayList<Entry>();
    root.children().forEach(child -> add(child, entries));
    return entries;
  }

  private static void add(Node node, List<Entry> entries) {
    if (node instanceof Branch group) {
      entries.add(new Begin(group));
      group.children().forEach(child -> add(child, entries));
      entries.add(new End());
    } else {
      entries.add(new Documents((Leaf) node));
    }
  }

  /** What a writer comes to. */
  sealed interface Entry {}

  /** A group begins. */
  record Begin(Branch group) implements Entry {}

  /** A step of documents. */
  record Documents(Leaf leaf) implements Entry {}

  /** The group that began last, and has not ended, ends. */
  record End() implements Entry {}
}
