package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import org.jspecify.annotations.Nullable;

/**
 * The estimated sizes of a step's documents. The next document is usually of the same kind as the
 * last one, so the last estimate is used again and need not be looked up. Confined to one event
 * loop.
 */
final class LastSizeEstimate {

  private final View stepView;
  private final ItemCursor items;
  private final RunContext context;
  private String prefix = "";
  private @Nullable View view;
  private @Nullable SizeEstimate last;

  LastSizeEstimate(View stepView, ItemCursor items, RunContext context) {
    this.stepView = stepView;
    this.items = items;
    this.context = context;
  }

  /** Returns the estimate of the document to fetch next: the last one, if there is one. */
  SizeEstimate next() {
    var estimate = last;
    return estimate == null
        ? context.size(items.hasNext() ? items.documents().at(items.next()) : "", stepView)
        : estimate;
  }

  /**
   * Returns a document's estimate; looks it up if the document is of another kind than the last.
   */
  SizeEstimate of(String target, View wanted) {
    var estimate = last;
    if (estimate == null || !wanted.equals(view) || !target.startsWith(prefix)) {
      estimate = context.size(target, wanted);
      last = estimate;
      view = wanted;
      prefix = target.substring(0, target.lastIndexOf('/', target.length() - 2) + 1);
    }
    return estimate;
  }
}
