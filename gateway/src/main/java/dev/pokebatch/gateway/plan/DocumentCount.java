package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Counts the documents of a batch as it becomes known which they are, so that they do not come to
 * more than they may.
 */
public final class DocumentCount {

  private final Plan plan;
  private int documents;

  /** Begins with what is known by the plan alone. */
  public DocumentCount(Plan plan) {
    this.plan = plan;
    this.documents = plan.documents();
  }

  /**
   * A step turns out to stand for so many documents.
   *
   * @return why it must not, or null
   */
  public @Nullable Problem admit(Leaf leaf, int more) {
    var limits = plan.limits();
    if (more > limits.fanOut()) {
      return limits.exceeded("fanOut", limits.fanOut(), more);
    }
    var all = documents + Math.max(0, more - leaf.counted());
    if (all > limits.documents()) {
      return limits.exceeded("documents", limits.documents(), all);
    }
    documents = all;
    return null;
  }
}
