package dev.pokebatch.gateway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The database of jobs and collections. Work runs on threads of its own and its outcome comes on
 * the caller's context. While the database is away every call fails at once with {@link
 * StoreUnavailableException}, and it is looked for in the background; its coming back is noticed
 * without anybody asking. For any thread.
 */
public final class Database {

  private final Vertx vertx;
  private final Opening opening;
  private final Attempts attempts;
  private final Lane writers;
  private final Lane readers;

  private Database(Vertx vertx, DatabaseConfig config) {
    this.vertx = vertx;
    var engine = Engine.of(config);
    opening = new Opening(engine, config.location());
    attempts = new Attempts(engine, config.lockTimeoutMs());
    if (engine.dialect() == Dialect.SQLITE) {
      writers = new Lane(vertx, "store-writer", 1, config.maxWaiting());
      readers = new Lane(vertx, "store-reader", config.connections() - 1, config.maxWaiting());
    } else {
      writers = new Lane(vertx, "store", config.connections(), config.maxWaiting());
      readers = writers;
    }
  }

  /**
   * Opens a database, making or updating its schema. Where a verticle does, it ends with that
   * verticle, which closes it before.
   *
   * @return completes when that was tried. It does not fail where the database is away, or is no
   *     database, or not ours: such a one is looked for in the background
   */
  public static Future<Database> open(Vertx vertx, DatabaseConfig config) {
    var database = new Database(vertx, config);
    return database.here(database.opening.start()).map(database);
  }

  /** Whether it is there, as far as is known. */
  public boolean isUp() {
    return opening.current() != null;
  }

  /**
   * Runs work that changes nothing, in a transaction.
   *
   * @return fails with {@link StoreUnavailableException} where the database cannot do it now, with
   *     anything else where we have a bug
   */
  public <T> Future<T> read(Work<T> work) {
    return run(readers, false, work);
  }

  /**
   * Runs work in a transaction, again where another one was in its way.
   *
   * @return completes when the transaction is committed, and will outlast a power cut. Fails with
   *     {@link StoreUnavailableException} where the database cannot do it now: nothing was done, or
   *     where it went away just while it committed, nobody knows. With anything else where we have
   *     a bug, and nothing was done
   */
  public <T> Future<T> write(Work<T> work) {
    return run(writers, true, work);
  }

  private <T> Future<T> run(Lane lane, boolean writes, Work<T> work) {
    if (!isUp()) {
      return Future.failedFuture(away());
    }
    return lane.run(() -> attempt(writes, work));
  }

  private <T> T attempt(boolean writes, Work<T> work) throws Exception {
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

  /** Takes no more work; closes the database when what it has taken is done. */
  public Future<Void> close() {
    var readersDone = readers == writers ? Future.<Void>succeededFuture() : readers.close();
    return Future.join(writers.close(), readersDone).transform(done -> here(opening.close()));
  }
}
