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
 * The database over JDBC: readers and, where the database has one writer at a time, a writer have
 * threads of their own. For any thread.
 */
final class JdbcDatabase implements Database {

  private final Vertx vertx;
  private final Dialect dialect;
  private final Reconnector opening;
  private final TransactionRetry attempts;
  private final BoundedWorkers writers;
  private final BoundedWorkers readers;

  JdbcDatabase(Vertx vertx, DatabaseConfig config) {
    this.vertx = vertx;
    var engine = Engine.of(config);
    dialect = engine.dialect();
    opening = new Reconnector(engine, config.location());
    attempts = new TransactionRetry(engine, config.lockTimeoutMs());
    if (dialect == Dialect.SQLITE) {
      writers = new BoundedWorkers(vertx, "store-writer", 1, config.maxWaiting());
      readers =
          new BoundedWorkers(vertx, "store-reader", config.connections() - 1, config.maxWaiting());
    } else {
      writers = new BoundedWorkers(vertx, "store", config.connections(), config.maxWaiting());
      readers = writers;
    }
  }

  /** Looks for it for the first time. */
  Future<Database> start() {
    return here(opening.start()).map(this);
  }

  @Override
  public boolean isUp() {
    return opening.current() != null;
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
    var connections = opening.current();
    if (connections == null) {
      return false;
    }
    try (var connection = connections.take(true)) {
      return dialect.shrink(connection);
    }
  }

  private <T> Future<T> run(BoundedWorkers lane, boolean writes, TransactionWork<T> work) {
    if (!isUp()) {
      return Future.failedFuture(away());
    }
    return lane.run(() -> attempt(writes, work));
  }

  private <T> T attempt(boolean writes, TransactionWork<T> work) throws Exception {
    var connections = opening.current();
    if (connections == null) {
      throw away();
    }
    try {
      return attempts.run(connections, writes, work);
    } catch (DatabaseFailure failure) {
      var said = failure.said();
      switch (failure.trouble()) {
        case BUG -> throw said;
        case FULL -> throw StoreFullException.ofDisk(said);
        case LOST -> opening.lost(connections, said);
        default -> {}
      }
      throw new StoreUnavailableException("the database cannot do it now", said);
    }
  }

  /** Its end, on the caller's context. */
  private Future<@Nullable Void> here(CompletionStage<@Nullable Void> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }

  private static StoreUnavailableException away() {
    return new StoreUnavailableException("the database is away", null);
  }

  @Override
  public Future<Void> close() {
    var readersDone = readers == writers ? Future.<Void>succeededFuture() : readers.close();
    return Future.join(writers.close(), readersDone).transform(done -> here(opening.close()));
  }
}
