package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.LimitChecks;
import dev.pokebatch.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Counts the documents of a batch as they become known, and refuses more than the limits allow. */
public final class DocumentCount {

  private final LimitChecks limits;
  private int documents;

  /** Starts with the number of documents that the plan knows. */
  public DocumentCount(Plan plan) {
    this.limits = new LimitChecks(plan.limits());
    this.documents = plan.documents();
  }

  /**
   * Counts the documents of a step that are now known.
   *
   * @param more the number of documents of the step
   * @return {@code limit-exceeded}, or null if it may have them
   */
  public @Nullable Problem admit(Leaf leaf, int more) {
    var all = (long) documents + Math.max(0, more - leaf.counted());
    var fanOut = limits.fanOut(more);
    var problem = fanOut == null ? limits.documents(all) : fanOut;
    if (problem == null) {
      documents = (int) all;
    }
    return problem;
  }
}
