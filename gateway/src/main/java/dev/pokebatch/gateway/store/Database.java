package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The database of jobs and collections. It runs work on worker threads and completes futures on the
 * caller's context. While the database is unavailable, every call fails at once with {@link
 * StoreUnavailableException}, and a background thread reconnects. Thread-safe.
 */
public interface Database {

  /**
   * Opens a database and creates or migrates its schema. A verticle that opens a database closes it
   * when it stops.
   *
   * @return completes after the first attempt. It succeeds even if the attempt failed: the attempt
   *     is then repeated in the background
   */
  static Future<Database> open(Vertx vertx, DatabaseConfig config) {
    return new JdbcDatabase(vertx, config).start();
  }

  /**
   * Returns a database that is never available, for a gateway without a configured one.
   *
   * @param why problem detail for the client, with which every call fails
   */
  static Database none(String why) {
    return new UnavailableDatabase(why);
  }

  /** Returns whether the database was available when it was last used. */
  boolean isUp();

  /**
   * Runs read-only work in a transaction.
   *
   * @return fails with {@link StoreUnavailableException} if the database is unavailable or
   *     overloaded; any other failure is a bug of the gateway
   */
  <T> Future<T> read(TransactionWork<T> work);

  /**
   * Runs work in a transaction, and repeats it after a conflict with another transaction.
   *
   * @return completes when the transaction is committed durably. Fails with {@link
   *     StoreUnavailableException} if the database is unavailable or overloaded; the transaction
   *     was then rolled back, except that its state is unknown if the connection broke during the
   *     commit. Any other failure is a bug of the gateway, and the transaction was rolled back
   */
  <T> Future<T> write(TransactionWork<T> work);

  /**
   * Returns some of the space of deleted rows to the file system, if the database does not do so by
   * itself.
   *
   * @return whether more space can be returned
   */
  Future<Boolean> shrink();

  /** Accepts no more work, and closes the database when all accepted work has ended. */
  Future<Void> close();
}
