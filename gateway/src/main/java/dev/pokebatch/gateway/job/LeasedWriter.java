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
 * What the owner of a job writes: each transaction under its lease, and tried again while the store
 * is away, for as long as the job may still be its own. Confined to one event loop.
 */
final class LeasedWriter {

  private static final long AGAIN_MS = 500;

  private final Vertx vertx;
  private final Database database;
  private final LeaseKeeper keeper;
  private final long mostBytes;
  private final Runnable lost;
  private final Consumer<Throwable> broken;
  private boolean patient = true;
  private boolean closed;

  /** Completes when the last transaction has ended, however it ends. */
  private Future<?> last = Future.succeededFuture();

  /**
   * @param mostBytes bytes that all jobs may have as they are stored
   * @param lost is run where the job belongs to nobody, or to somebody else
   * @param broken hears of a fault of ours, and that there is no room in the store
   */
  LeasedWriter(
      Vertx vertx,
      Database database,
      LeaseKeeper keeper,
      long mostBytes,
      Runnable lost,
      Consumer<Throwable> broken) {
    this.vertx = vertx;
    this.database = database;
    this.keeper = keeper;
    this.mostBytes = mostBytes;
    this.lost = lost;
    this.broken = broken;
  }

  /** What is written last of a transaction; false where the lease was lost. */
  interface LastWord {
    boolean in(Transaction tx) throws SQLException;
  }

  /**
   * Writes what was got, and a last word, together.
   *
   * @param progress null for nothing
   * @param then is run when it is committed
   */
  void commit(@Nullable JobProgress progress, LastWord word, Runnable then) {
    if (closed) {
      return;
    }
    var lease = keeper.lease();
    var written =
        database.write(
            tx -> {
              tx.limit(StorageQuota.JOBS, mostBytes);
              var appended = progress == null || new LeaseTable(tx).append(lease, progress);
              return appended && word.in(tx);
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
        .onFailure(failed -> failed(failed, () -> commit(progress, word, then)));
  }

  /** The store has failed; runs the action again after a while, if that is worth it. */
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

  /** There is no time any more to wait for the store. */
  void hurry() {
    patient = false;
  }

  /**
   * Ends all callbacks, and writes nothing more.
   *
   * @return completes, perhaps with a failure, when nothing is being written any more
   */
  Future<?> close() {
    closed = true;
    return last;
  }
}
