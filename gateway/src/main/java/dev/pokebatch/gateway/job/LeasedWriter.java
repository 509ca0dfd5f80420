package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.StoreFullException;
import dev.pokebatch.gateway.store.StoreUnavailableException;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.JobProgress;
import dev.pokebatch.gateway.store.job.LeaseTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the progress of a job under its lease. Repeats transactions while the store is
 * unavailable, until the lease must have expired. Confined to one event loop.
 */
final class LeasedWriter {

  private static final long AGAIN_MS = 500;

  private final Vertx vertx;
  private final Database database;
  private final LeaseKeeper keeper;
  private final long mostBytes;
  private final StorageCheck quota;
  private final Runnable lost;
  private final Consumer<Throwable> broken;
  private boolean patient = true;
  private boolean closed;

  /** Completes when the last transaction has ended, however it ends. */
  private Future<?> last = Future.succeededFuture();

  /**
   * @param mostBytes maximum number of bytes that all jobs together may have in the store
   * @param quota checks what the client of the job has stored
   * @param lost runs when the lease is lost: it expired, or another gateway has taken the job
   * @param broken receives internal failures, and the failure that the store or the quota is full
   */
  LeasedWriter(
      Vertx vertx,
      Database database,
      LeaseKeeper keeper,
      long mostBytes,
      StorageCheck quota,
      Runnable lost,
      Consumer<Throwable> broken) {
    this.vertx = vertx;
    this.database = database;
    this.keeper = keeper;
    this.mostBytes = mostBytes;
    this.quota = quota;
    this.lost = lost;
    this.broken = broken;
  }

  /** Fails a transaction that stores too much. */
  interface StorageCheck {
    void in(Transaction tx) throws SQLException;
  }

  /** The last statement of a transaction; returns false if the lease is lost. */
  interface LastStatement {
    boolean in(Transaction tx) throws SQLException;
  }

  /**
   * Writes progress and a last statement in one transaction.
   *
   * @param progress null for none
   * @param then runs after the commit
   */
  void commit(@Nullable JobProgress progress, LastStatement statement, Runnable then) {
    if (closed) {
      return;
    }
    var lease = keeper.lease();
    var written =
        database.write(
            tx -> {
              tx.limit(StorageQuota.JOBS, mostBytes);
              var appended = progress == null || new LeaseTable(tx).append(lease, progress);
              if (progress != null && !progress.results().isEmpty()) {
                quota.in(tx);
              }
              return appended && statement.in(tx);
            });
    last = written;
    written
        .onSuccess(
            held -> {
              if (closed) {
                return;
              }
              if (held) {
                then.run();
              } else {
                lost.run();
              }
            })
        .onFailure(failed -> failed(failed, () -> commit(progress, statement, then)));
  }

  /** Handles a failure of the store: repeats the action later if the store may become available. */
  void failed(Throwable why, Runnable again) {
    if (closed) {
      return;
    }
    if (!(why instanceof StoreUnavailableException) || why instanceof StoreFullException) {
      broken.accept(why);
    } else if (keeper.mayHold() && patient) {
      vertx.setTimer(AGAIN_MS, id -> again.run());
    } else {
      lost.run();
    }
  }

  /** Returns whether {@link #close} was called. */
  boolean isClosed() {
    return closed;
  }

  /** Stops waiting for an unavailable store. */
  void hurry() {
    patient = false;
  }

  /**
   * Starts no more transactions and runs no more callbacks.
   *
   * @return completes, perhaps with a failure, when the last transaction has ended
   */
  Future<?> close() {
    closed = true;
    return last;
  }
}
