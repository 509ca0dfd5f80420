package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a step by their indexes: which one is fetched next, and whether all have ended.
 * Documents that ended in an earlier run are never fetched. Confined to one event loop.
 */
final class ItemCursor {

  private final Leaf leaf;
  private final PriorRun priorRun;

  /** Null until it is known. */
  private @Nullable DocumentList documents;

  private int next = Result.STEP;
  private int ended;

  ItemCursor(Leaf leaf, PriorRun priorRun) {
    this.leaf = leaf;
    this.priorRun = priorRun;
    if (leaf.selection() instanceof Selection.Fixed fixed) {
      resolve(fixed.documents());
    }
  }

  /** Sets the documents, which are now known. */
  void resolve(DocumentList all) {
    documents = all;
    next = firstFrom(0);
  }

  /** Returns whether the documents are known. */
  boolean areKnown() {
    return documents != null;
  }

  /** Returns all documents; none until they are known. */
  DocumentList documents() {
    var known = documents;
    return known == null ? new DocumentList.Resolved(List.of()) : known;
  }

  /** Returns whether there is another document to fetch. */
  boolean hasNext() {
    var known = documents;
    return known != null && next < known.size();
  }

  /** Returns the index of the document to fetch next; {@link Result#STEP} until it is known. */
  int next() {
    return next;
  }

  /** Returns the index of the document to fetch next, and advances. */
  int take() {
    var taken = next;
    next = firstFrom(taken + 1);
    return taken;
  }

  /**
   * Counts a document, or the step itself, that has ended.
   *
   * @return whether it was the last
   */
  boolean countEnded() {
    ended++;
    var known = documents;
    return known == null || ended == known.size();
  }

  /** Returns how a document ended in an earlier run; null if it did not. */
  @Nullable OutcomeKind priorOutcome(int item) {
    return priorRun.outcome(leaf, item);
  }

  /** Returns the documents that an earlier run determined; null if it did not. */
  @Nullable DocumentList priorDocuments() {
    return priorRun.documents(leaf);
  }

  private int firstFrom(int index) {
    var size = documents().size();
    var at = index;
    while (at < size && priorOutcome(at) != null) {
      at++;
    }
    return at;
  }
}
