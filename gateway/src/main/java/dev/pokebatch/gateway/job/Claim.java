package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.LeaseTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A claimed job: how long it has run, and how its gateway ends or releases it. */
final class Claim {

  private final ClaimedJob job;
  private final Duration kept;
  private final LongSupplier nanoTime;
  private final long claimedAt;

  /**
   * Starts to measure the time.
   *
   * @param job has just been claimed
   * @param kept how long results are kept after the end
   * @param nanoTime as {@link System#nanoTime}
   */
  Claim(ClaimedJob job, Duration kept, LongSupplier nanoTime) {
    this.job = job;
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.claimedAt = nanoTime.getAsLong();
  }

  /** Milliseconds since the first claim of the job, by any gateway. */
  long spentMs() {
    return job.spentMs() + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - claimedAt);
  }

  /**
   * Why a job has ended all of whose documents have an outcome.
   *
   * @param run the summary of this run
   * @param cancelling whether the job was cancelled
   * @param deadlineMs the job's time limit, in milliseconds
   */
  EndReason endReason(Summary run, boolean cancelling, long deadlineMs) {
    var earlier = job.job().counts(); // counts of earlier runs
    if (cancelling && run.cancelled() + earlier.cancelled() > 0) {
      return EndReason.CANCELLED;
    }
    var late = spentMs() >= deadlineMs;
    var failed = run.failed() + earlier.failed() > 0;
    return late && failed ? EndReason.EXPIRED : EndReason.COMPLETED;
  }

  /** Ends the job; returns false if the lease was lost. */
  boolean end(Transaction tx, EndReason reason) throws SQLException {
    var now = tx.now();
    return new LeaseTable(tx).end(job.lease(), reason, now, now + kept.toMillis());
  }

  /** Releases the job; returns false if the lease was lost. */
  boolean release(Transaction tx) throws SQLException {
    return new LeaseTable(tx).release(job.lease());
  }
}
