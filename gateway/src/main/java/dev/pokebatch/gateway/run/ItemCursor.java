package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a step, by their places: which of them are to be sent for, and whether all have
 * settled. What has ended in an earlier run is never sent for. Confined to one event loop.
 */
final class ItemCursor {

  private final Leaf leaf;
  private final PriorRun history;

  /** Null until it is known. */
  private @Nullable DocumentList documents;

  private int next = Result.STEP;
  private int settled;

  ItemCursor(Leaf leaf, PriorRun history) {
    this.leaf = leaf;
    this.history = history;
    if (leaf.selection() instanceof Selection.Fixed fixed) {
      know(fixed.target());
    }
  }

  /** Which documents there are has become known. */
  void know(DocumentList all) {
    documents = all;
    next = firstFrom(0);
  }

  /** Whether that is known. */
  boolean areKnown() {
    return documents != null;
  }

  /** All of them; none until they are known. */
  DocumentList documents() {
    var known = documents;
    return known == null ? new DocumentList.Resolved(List.of()) : known;
  }

  /** Whether there is one to be sent for. */
  boolean hasNext() {
    var known = documents;
    return known != null && next < known.size();
  }

  /** The place of the one that is to be sent for next; {@link Result#STEP} until it is known. */
  int next() {
    return next;
  }

  /** Moves on from the one that is next. */
  int take() {
    var taken = next;
    next = firstFrom(taken + 1);
    return taken;
  }

  /**
   * One of them, or the step itself, has settled.
   *
   * @return whether that was the last
   */
  boolean settle() {
    settled++;
    var known = documents;
    return known == null || settled == known.size();
  }

  /** How it ended in an earlier run; null where it did not. */
  PriorRun.@Nullable ItemOutcome before(int item) {
    return history.past(leaf, item);
  }

  /** What they turned out to be in an earlier run; null where they did not. */
  @Nullable DocumentList knownBefore() {
    return history.documents(leaf);
  }

  private int firstFrom(int place) {
    var size = documents().size();
    var at = place;
    while (at < size && before(at) != null) {
      at++;
    }
    return at;
  }
}
