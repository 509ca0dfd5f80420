package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.Lease;
import dev.pokebatch.gateway.store.job.LeaseTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Claims jobs for all event loops of a process: as one owner of leases, and up to the number of
 * jobs that the process may run at once. Thread-safe.
 *
 * <p>The store counts how many owners have claimed a job, because a job may be what kills them.
 * This process therefore tells the store which leases it has lost although it lives.
 */
public final class JobClaims {

  private final Database database;
  private final Duration lease;
  private final Semaphore slots;
  private final String owner = UUID.randomUUID().toString();

  /** By job: the lease that an event loop of this process took last. */
  private final Map<String, Lease> taken = new ConcurrentHashMap<>();

  /** Leases lost by this process that the store has not been told of. */
  private final Map<String, Lease> survived = new ConcurrentHashMap<>();

  /**
   * @param lease how long a lease is in force after it was taken or renewed
   * @param running how many jobs the process may run at once
   */
  public JobClaims(Database database, Duration lease, int running) {
    this.database = database;
    this.lease = lease;
    this.slots = new Semaphore(running);
  }

  /** Takes the permit to run one more job; false if the process runs as many as it may. */
  boolean acquireSlot() {
    return slots.tryAcquire();
  }

  /** Gives back the permit to run a job. */
  void releaseSlot() {
    slots.release();
  }

  /**
   * Claims the job that is next, if there is one. Completes on the caller's event loop; fails if
   * the store is unavailable.
   */
  Future<List<ClaimedJob>> claim() {
    var lost = List.copyOf(survived.values());
    return database
        .write(
            tx -> {
              var table = new LeaseTable(tx);
              for (var one : lost) {
                table.survived(one);
              }
              return table.claim(owner, tx.now(), lease.toMillis(), 1);
            })
        .map(
            jobs -> {
              lost.forEach(told -> survived.remove(told.jobId(), told));
              jobs.forEach(job -> taken(job.lease()));
              return jobs;
            });
  }

  private void taken(Lease now) {
    taken.merge(now.jobId(), now, JobClaims::newer);
    survived.remove(now.jobId());
  }

  /** A lease was lost, but not because this process ended. */
  void survived(Lease lost) {
    if (taken.getOrDefault(lost.jobId(), lost).token() <= lost.token()) {
      survived.merge(lost.jobId(), lost, JobClaims::newer);
    } // else: another event loop of this process has taken the job, which adds no owner
  }

  /** An event loop runs the job of this lease no more. */
  void gone(Lease over) {
    taken.remove(over.jobId(), over);
  }

  private static Lease newer(Lease one, Lease other) {
    return one.token() > other.token() ? one : other;
  }
}
