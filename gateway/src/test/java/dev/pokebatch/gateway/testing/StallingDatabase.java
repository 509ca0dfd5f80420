package dev.pokebatch.gateway.testing;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.TransactionWork;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** A database that delays the storing of job results until the test releases it. */
public final class StallingDatabase implements Database {

  private final Database database;
  private volatile Promise<Void> gate = opened();
  private volatile boolean stalled;

  /** Passes everything on to another one. */
  public StallingDatabase(Database database) {
    this.database = database;
  }

  /** From now on results wait. */
  public void stall() {
    stalled = false;
    gate = Promise.promise();
  }

  /** Whether results wait. */
  public boolean isStalled() {
    return stalled;
  }

  /** Stores the results that wait, and all others. */
  public void goOn() {
    var closed = gate;
    gate = opened();
    closed.tryComplete();
  }

  /** Refuses the results that wait, and stores all others. */
  public void refuse() {
    var closed = gate;
    gate = opened();
    closed.tryFail("no");
  }

  private static Promise<Void> opened() {
    Promise<Void> open = Promise.promise();
    open.complete();
    return open;
  }

  @Override
  public <T> Future<T> write(TransactionWork<T> work) {
    if (!work.getClass().getName().contains("LeasedWriter")) {
      return database.write(work);
    }
    var wait = gate.future();
    stalled = !wait.isComplete();
    var caller = Vertx.currentContext();
    Promise<T> written = Promise.promise();
    wait.onComplete(
        open ->
            caller.runOnContext(
                here -> wait.compose(go -> database.write(work)).onComplete(written)));
    return written.future();
  }

  @Override
  public boolean isUp() {
    return database.isUp();
  }

  @Override
  public <T> Future<T> read(TransactionWork<T> work) {
    return database.read(work);
  }

  @Override
  public Future<Boolean> shrink() {
    return database.shrink();
  }

  @Override
  public Future<Void> close() {
    return database.close();
  }
}
