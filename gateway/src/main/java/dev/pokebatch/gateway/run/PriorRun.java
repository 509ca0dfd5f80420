package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run of the same batch has left behind: what has ended is neither got again nor
 * told again, and what steps refer to is as it was.
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
        public @Nullable ItemOutcome past(Leaf leaf, int item) {
          return null;
        }
      };

  /** The documents that a step turned out to stand for; null where that had not become known. */
  @Nullable DocumentList documents(Leaf leaf);

  /**
   * How a document has ended; null where it has not.
   *
   * @param item its place among the step's documents; {@link Result#STEP} for the step itself
   */
  @Nullable ItemOutcome past(Leaf leaf, int item);

  /** How something has ended, as far as it matters to what comes after. */
  enum ItemOutcome {
    /** It is there. */
    SUCCEEDED,
    /** It is not. */
    FAILED,
    /** It was called off, or never begun. */
    CALLED_OFF
  }
}
