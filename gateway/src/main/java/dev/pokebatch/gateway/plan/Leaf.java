package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.View;
import java.util.List;

/**
 * A step of documents.
 *
 * @param selection how its documents are determined
 * @param view which parts of each document to return
 * @param after the ids of the steps that must end before it starts
 */
public record Leaf(
    long ordinal, long index, String id, Selection selection, View view, List<String> after)
    implements Node {

  /** Copies the list. */
  public Leaf {
    after = List.copyOf(after);
  }

  /** Returns whether it is a step of many documents, whatever their number. */
  public boolean many() {
    if (selection instanceof Selection.Referenced referenced) {
      return !referenced.reference().path().isSingular();
    }
    return !(selection instanceof Selection.Fixed fixed
        && fixed.documents() instanceof DocumentList.Single);
  }

  /** Returns how many documents it counts as before they are known. */
  public int counted() {
    if (selection instanceof Selection.Fixed fixed) {
      return fixed.documents().size();
    }
    if (selection instanceof Selection.Drawn drawn) {
      return drawn.draw().count();
    }
    if (selection instanceof Selection.DrawnReferenced drawn) {
      return drawn.draw().count();
    }
    return many() ? 0 : 1;
  }
}
