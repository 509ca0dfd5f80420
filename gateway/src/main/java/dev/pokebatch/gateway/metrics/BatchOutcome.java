package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.run.Summary;
import java.util.Locale;

/** How a batch ended. */
enum BatchOutcome {
  /** Every document was found. */
  SUCCEEDED,
  /** Some documents were found. */
  PARTIAL,
  /** No document was found. */
  FAILED,
  /** The client left, or the gateway gave up, before the end. */
  CANCELLED;

  static BatchOutcome of(Summary summary) {
    if (summary.isComplete()) {
      return SUCCEEDED;
    }
    return summary.succeeded() > 0 ? PARTIAL : FAILED;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
