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

  /** One entry of the sequence. */
  sealed interface Entry {}

  /** A group begins. */
  record Begin(Branch group) implements Entry {}

  /** A step of documents. */
  record Documents(Leaf leaf) implements Entry {}

  /** The innermost open group ends. */
  record End() implements Entry {}
}
