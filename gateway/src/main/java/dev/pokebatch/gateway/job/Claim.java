package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.LeaseTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A claimed job: how long it has run by now, and how its owner ends it or gives it back. */
final class Claim {

  private final ClaimedJob job;
  private final Duration kept;
  private final long claimedAt = System.nanoTime();

  /**
   * Begins to count.
   *
   * @param job that was claimed just now
   * @param kept how long results are kept after the end
   */
  Claim(ClaimedJob job, Duration kept) {
    this.job = job;
    this.kept = kept;
  }

  /** Milliseconds since the job was claimed for the first time, by whichever gateway. */
  long spentMs() {
    return job.spentMs() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - claimedAt);
  }

  /**
   * Why a job has ended whose documents have all settled.
   *
   * @param run what has become of them in this run
   * @param cancelling whether it was asked to stop
   * @param deadlineMs milliseconds that it had
   */
  EndReason endReason(Summary run, boolean cancelling, long deadlineMs) {
    var earlier = job.job().counts(); // of runs that were cut off
    if (cancelling && run.cancelled() + earlier.cancelled() > 0) {
      return EndReason.CANCELLED;
    }
    var late = spentMs() >= deadlineMs;
    var failed = run.failed() + earlier.failed() > 0;
    return late && failed ? EndReason.EXPIRED : EndReason.COMPLETED;
  }

  /** Ends it; false if the lease was lost. */
  boolean end(Transaction tx, EndReason reason) throws SQLException {
    var now = tx.now();
    return new LeaseTable(tx).end(job.lease(), reason, now, now + kept.toMillis());
  }

  /** Gives it back; false if the lease was lost. */
  boolean release(Transaction tx) throws SQLException {
    return new LeaseTable(tx).release(job.lease());
  }
}
