package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.Lease;
import dev.pokebatch.gateway.store.job.LeaseTable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a job's lease in force while the job runs: renews it three times in its time, and knows by
 * a clock of its own when it must have run out, were the store silent. Confined to one event loop.
 */
final class LeaseKeeper {

  private final Vertx vertx;
  private final Database database;
  private final Lease lease;
  private final long leaseMs;
  private final LeaseListener listener;
  private final long timer;
  private long renewedAt = System.nanoTime();
  private boolean over;

  /** Hears what becomes of the lease. */
  interface LeaseListener {
    /** The job is to stop. */
    void cancelled();

    /** It belongs to nobody, or to somebody else. */
    void lost();
  }

  /**
   * Begins at once.
   *
   * @param lease that was taken just now
   */
  LeaseKeeper(Vertx vertx, Database database, Lease lease, Duration time, LeaseListener listener) {
    this.vertx = vertx;
    this.database = database;
    this.lease = lease;
    this.leaseMs = time.toMillis();
    this.listener = listener;
    this.timer = vertx.setPeriodic(Math.max(1, leaseMs / 3), id -> renew());
  }

  Lease lease() {
    return lease;
  }

  /** Whether it may be in force, as far as our clock can tell. */
  boolean mayHold() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - renewedAt) < leaseMs;
  }

  /** Makes it last longer, and looks whether the job is to stop. */
  void renew() {
    if (over) {
      return;
    }
    if (!mayHold()) {
      lost();
      return;
    }
    var asked = System.nanoTime();
    database
        .write(tx -> new LeaseTable(tx).renew(lease, tx.now() + leaseMs))
        .onSuccess(state -> renewed(state, asked)); // where it fails, there is time to try again
  }

  /** Renews it no more. */
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
