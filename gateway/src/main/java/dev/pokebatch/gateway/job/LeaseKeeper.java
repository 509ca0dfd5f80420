package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.Lease;
import dev.pokebatch.gateway.store.job.LeaseTable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Renews a job's lease while the job runs: three times in each lease period. While the store does
 * not answer, the process's own clock tells when the lease must have expired. Confined to one event
 * loop.
 */
final class LeaseKeeper {

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Database database;
  private final Lease lease;
  private final long leaseMs;
  private final LeaseListener listener;
  private final long timer;
  private long renewedAt;
  private boolean over;

  /** Receives the events of a lease. */
  interface LeaseListener {
    /** The job was cancelled. */
    void cancelled();

    /** The lease has expired, or another gateway has taken the job. */
    void lost();
  }

  /**
   * Starts to renew.
   *
   * @param nanoTime as {@link System#nanoTime}
   * @param lease has just been taken
   * @param time how long the lease is in force after it was renewed
   */
  LeaseKeeper(
      Vertx vertx,
      LongSupplier nanoTime,
      Database database,
      Lease lease,
      Duration time,
      LeaseListener listener) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.renewedAt = nanoTime.getAsLong();
    this.database = database;
    this.lease = lease;
    this.leaseMs = time.toMillis();
    this.listener = listener;
    this.timer = vertx.setPeriodic(Math.max(1, leaseMs / 3), id -> renew());
  }

  Lease lease() {
    return lease;
  }

  /** Whether the lease may still be in force, by the clock of this process. */
  boolean mayHold() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - renewedAt) < leaseMs;
  }

  /** Renews the lease, and reads whether the job was cancelled. */
  void renew() {
    if (over) {
      return;
    }
    if (!mayHold()) {
      lost();
      return;
    }
    var asked = nanoTime.getAsLong();
    database
        .write(tx -> new LeaseTable(tx).renew(lease, tx.now() + leaseMs))
        .onSuccess(state -> renewed(state, asked)); // after a failure, the next renewal tries again
  }

  /** Stops renewing. */
  void close() {
    over = true;
    vertx.cancelTimer(timer);
  }

  private void renewed(Optional<JobState> state, long asked) {
    if (over) {
      return;
    }
    if (state.isEmpty()) {
      lost();
      return;
    }
    renewedAt = asked;
    if (state.get() == JobState.CANCELLING) {
      listener.cancelled();
    }
  }

  private void lost() {
    close();
    listener.lost();
  }
}
