package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * The state of an earlier run of the same batch, which a run continues. Documents that have ended
 * are neither fetched nor reported again, and steps keep the documents that they had.
 */
public interface PriorRun {

  /** There was no earlier run. */
  PriorRun NONE =
      new PriorRun() {
        @Override
        public @Nullable DocumentList documents(Leaf leaf) {
          return null;
        }

        @Override
        public @Nullable OutcomeKind outcome(Leaf leaf, int item) {
          return null;
        }
      };

  /** Returns the documents of a step, if the earlier run determined them; else null. */
  @Nullable DocumentList documents(Leaf leaf);

  /**
   * Returns how a document ended; null if it did not.
   *
   * @param item the document's index in its step; {@link Result#STEP} for the step itself
   */
  @Nullable OutcomeKind outcome(Leaf leaf, int item);
}
