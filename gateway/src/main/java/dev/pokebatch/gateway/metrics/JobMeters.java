package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.process.metrics.Counter;
import dev.pokebatch.process.metrics.EnumCounters;
import dev.pokebatch.process.metrics.Metrics;

/** Counts what this gateway does with jobs. Thread-safe. */
public final class JobMeters {

  private final Counter claimed;
  private final Counter takenOver;
  private final Counter lost;
  private final EnumCounters<EndReason> ended;

  /** Records to these metrics. */
  public JobMeters(Metrics metrics) {
    claimed = metrics.counter("pokebatch.job.claims", "Jobs that this gateway has claimed.");
    takenOver =
        metrics.counter(
            "pokebatch.job.takeovers",
            "Claimed jobs whose former gateway ended without giving them back.");
    lost =
        metrics.counter(
            "pokebatch.job.leases.lost",
            "Jobs whose lease this gateway has lost while it ran them.");
    ended =
        new EnumCounters<>(
            EndReason.class,
            reason ->
                metrics.counter(
                    "pokebatch.jobs.ended",
                    "Jobs that this gateway has ended, by reason.",
                    "reason",
                    reason.word()));
  }

  /**
   * Counts a claim.
   *
   * @param attempts how many gateways have started the job and not given it back, this one included
   */
  public void claimed(int attempts) {
    claimed.increment();
    if (attempts > 1) {
      takenOver.increment();
    }
  }

  /** Counts the end of a job. */
  public void ended(EndReason reason) {
    ended.increment(reason);
  }

  /** Counts a lost lease. */
  public void lost() {
    lost.increment();
  }
}
