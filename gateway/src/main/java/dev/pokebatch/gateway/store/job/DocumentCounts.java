package dev.pokebatch.gateway.store.job;

import java.util.Map;

/**
 * How many documents a job has, and how many of them have ended how.
 *
 * @param total as far as it is known: references may add to it
 * @param succeeded of these
 * @param failed of these
 * @param skipped of these
 * @param cancelled of these
 */
public record DocumentCounts(
    long total, long succeeded, long failed, long skipped, long cancelled) {

  /** Documents of which none has ended. */
  public static DocumentCounts ofTotal(long total) {
    return new DocumentCounts(total, 0, 0, 0, 0);
  }

  /** How many have ended. */
  public long ended() {
    return succeeded + failed + skipped + cancelled;
  }

  /** The same with those that have ended since. */
  DocumentCounts plus(Map<ResultOutcome, Long> since) {
    return new DocumentCounts(
        total,
        succeeded + since.getOrDefault(ResultOutcome.SUCCEEDED, 0L),
        failed + since.getOrDefault(ResultOutcome.FAILED, 0L),
        skipped + since.getOrDefault(ResultOutcome.SKIPPED, 0L),
        cancelled + since.getOrDefault(ResultOutcome.CANCELLED, 0L));
  }
}
