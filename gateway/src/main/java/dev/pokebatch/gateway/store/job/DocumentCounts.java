package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import java.util.Map;

/**
 * The number of documents of a job, and of its results by outcome.
 *
 * @param total documents of the job as far as known; a reference that is resolved may add some
 * @param succeeded documents with that outcome
 * @param failed documents with that outcome
 * @param skipped documents with that outcome
 * @param cancelled documents with that outcome
 */
public record DocumentCounts(
    long total, long succeeded, long failed, long skipped, long cancelled) {

  /** Returns counts of a job without results. */
  public static DocumentCounts ofTotal(long total) {
    return new DocumentCounts(total, 0, 0, 0, 0);
  }

  /** Returns the number of documents that have a result. */
  public long ended() {
    return succeeded + failed + skipped + cancelled;
  }

  /** Returns these counts plus newly added results. */
  DocumentCounts plus(Map<OutcomeKind, Long> since) {
    return new DocumentCounts(
        total,
        succeeded + since.getOrDefault(OutcomeKind.SUCCEEDED, 0L),
        failed + since.getOrDefault(OutcomeKind.FAILED, 0L),
        skipped + since.getOrDefault(OutcomeKind.SKIPPED, 0L),
        cancelled + since.getOrDefault(OutcomeKind.CANCELLED, 0L));
  }
}
