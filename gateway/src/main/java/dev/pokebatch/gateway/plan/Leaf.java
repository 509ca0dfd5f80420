package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.View;
import java.util.List;

/**
 * A step that stands for documents.
 *
 * @param selection which
 * @param view what to see of each
 * @param after the ids of the steps that have to be over before it may begin
 */
public record Leaf(
    long ordinal, long index, String id, Selection selection, View view, List<String> after)
    implements Node {

  /** Copies the list. */
  public Leaf {
    after = List.copyOf(after);
  }

  /** Whether it was asked for as a step of many documents, however many those are. */
  public boolean many() {
    if (selection instanceof Selection.Referenced referenced) {
      return !referenced.reference().path().isSingular();
    }
    return !(selection instanceof Selection.Fixed fixed
        && fixed.target() instanceof DocumentList.Single);
  }

  /** How many of its documents are counted before it is known which they are. */
  public int counted() {
    if (selection instanceof Selection.Fixed fixed) {
      return fixed.target().size();
    }
    if (selection instanceof Selection.Drawn drawn) {
      return drawn.count();
    }
    return many() ? 0 : 1;
  }
}
