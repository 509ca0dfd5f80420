package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the work of a batch's shapes, which fetchers report with each document. Documents in
 * flight are still delivered when the limit is reached; later ones are refused. Confined to one
 * event loop.
 */
final class ShapeWork {

  private final long most;
  private long done;

  /**
   * @param most nodes that all shapes of the batch may visit together
   */
  ShapeWork(long most) {
    this.most = most;
  }

  /** Adds nodes that a shape has visited in a document. */
  void add(long nodes) {
    done += nodes;
  }

  /** Returns {@code limit-exceeded} if no more shapes may be evaluated; null if this view may. */
  @Nullable Problem refusal(View view) {
    if (done <= most || view.fields().shape().isEmpty()) {
      return null;
    }
    var detail =
        "The shapes of a batch may visit "
            + most
            + " nodes together. Use simpler shapes, or fewer documents.";
    return LimitProblems.limitExceeded("batchShapeWork", most, done, detail);
  }
}
