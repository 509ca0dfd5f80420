package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.TransactionWork;
import dev.pokebatch.process.metrics.Durations;
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.Future;

/** Measures how long transactions take, with the wait for a thread and all repetitions. */
public final class MeteredDatabase implements Database {

  private final Database database;
  private final TransactionTimers reads;
  private final TransactionTimers writes;

  /** Measures this database. */
  public MeteredDatabase(Database database, Metrics metrics) {
    this.database = database;
    reads = TransactionTimers.of(metrics, "read");
    writes = TransactionTimers.of(metrics, "write");
    metrics.gauge(
        "pokebatch.store.up",
        "",
        "1 if the database was available when it was last used, else 0.",
        () -> database.isUp() ? 1 : 0);
  }

  @Override
  public boolean isUp() {
    return database.isUp();
  }

  @Override
  public <T> Future<T> read(TransactionWork<T> work) {
    return reads.record(database.read(work));
  }

  @Override
  public <T> Future<T> write(TransactionWork<T> work) {
    return writes.record(database.write(work));
  }

  @Override
  public Future<Boolean> shrink() {
    return database.shrink();
  }

  @Override
  public Future<Void> close() {
    return database.close();
  }

  /**
   * The durations of transactions of one kind.
   *
   * @param committed those that succeeded
   * @param failed those that failed
   */
  private record TransactionTimers(Durations committed, Durations failed) {

    private static TransactionTimers of(Metrics metrics, String kind) {
      return new TransactionTimers(
          timer(metrics, kind, "committed"), timer(metrics, kind, "failed"));
    }

    private static Durations timer(Metrics metrics, String kind, String outcome) {
      return metrics.durations(
          "pokebatch.store.transaction.duration",
          "How long transactions of the database took, with the wait for a thread.",
          "kind",
          kind,
          "outcome",
          outcome);
    }

    private <T> Future<T> record(Future<T> transaction) {
      var begunAt = System.nanoTime();
      return transaction.onComplete(
          done -> (done.succeeded() ? committed : failed).record(System.nanoTime() - begunAt));
    }
  }
}
