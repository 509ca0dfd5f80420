package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.engine.Dialect;
import dev.pokebatch.gateway.store.engine.Engine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The database over JDBC. SQLite, which has a single writer, has one pool of workers for reading
 * and one worker for writing; PostgreSQL has one pool for both. Thread-safe.
 */
final class JdbcDatabase implements Database {

  private final Engine engine;
  private final Vertx vertx;
  private final Dialect dialect;
  private final Reconnector reconnector;
  private final TransactionRetry retry;
  private final BoundedWorkers writers;
  private final BoundedWorkers readers;

  JdbcDatabase(Vertx vertx, DatabaseConfig config) {
    this.vertx = vertx;
    engine = Engine.of(config);
    dialect = engine.dialect();
    reconnector = new Reconnector(engine, config.location());
    retry = new TransactionRetry(engine, config.lockTimeoutMs());
    if (dialect == Dialect.SQLITE) {
      writers = new BoundedWorkers(vertx, "store-writer", 1, config.maxWaiting());
      readers =
          new BoundedWorkers(vertx, "store-reader", config.connections() - 1, config.maxWaiting());
    } else {
      writers = new BoundedWorkers(vertx, "store", config.connections(), config.maxWaiting());
      readers = writers;
    }
  }

  /** Connects for the first time. */
  Future<Database> start() {
    return onCallersContext(reconnector.start()).map(this);
  }

  @Override
  public boolean isUp() {
    return reconnector.current() != null;
  }

  @Override
  public <T> Future<T> read(TransactionWork<T> work) {
    return run(readers, false, work);
  }

  @Override
  public <T> Future<T> write(TransactionWork<T> work) {
    return run(writers, true, work);
  }

  @Override
  public Future<Boolean> shrink() {
    return isUp() ? writers.run(this::shrinkNow) : Future.succeededFuture(false);
  }

  private boolean shrinkNow() throws SQLException {
    engine.fillReserve();
    var connections = reconnector.current();
    if (connections == null) {
      return false;
    }
    try (var connection = connections.take(true)) {
      return dialect.shrink(connection);
    }
  }

  private <T> Future<T> run(BoundedWorkers workers, boolean writes, TransactionWork<T> work) {
    if (!isUp()) {
      return Future.failedFuture(unavailable());
    }
    return workers.run(() -> attempt(writes, work));
  }

  private <T> T attempt(boolean writes, TransactionWork<T> work) throws Exception {
    var connections = reconnector.current();
    if (connections == null) {
      throw unavailable();
    }
    try {
      return retry.run(connections, writes, work);
    } catch (DatabaseFailure failure) {
      var sqlCause = failure.sqlCause();
      switch (failure.failureClass()) {
        case BUG -> throw sqlCause;
        case FULL -> {
          engine.releaseReserve();
          throw StoreFullException.ofDisk(sqlCause);
        }
        case LOST -> reconnector.lost(connections, sqlCause);
        default -> {}
      }
      throw new StoreUnavailableException("The database cannot do this now.", sqlCause);
    }
  }

  /** Returns the stage as a future that completes on the caller's context. */
  private Future<@Nullable Void> onCallersContext(CompletionStage<@Nullable Void> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }

  private static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("The database is unavailable.", null);
  }

  @Override
  public Future<Void> close() {
    var readersDone = readers == writers ? Future.<Void>succeededFuture() : readers.close();
    return Future.join(writers.close(), readersDone)
        .transform(done -> onCallersContext(reconnector.close()));
  }
}
