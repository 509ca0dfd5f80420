package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The database of jobs and collections. Work runs on threads of its own and its outcome comes on
 * the caller's context. While the database is away every call fails at once with {@link
 * StoreUnavailableException}, and it is looked for in the background; its coming back is noticed
 * without anybody asking. For any thread.
 */
public interface Database {

  /**
   * Opens a database, making or updating its schema. Where a verticle does, it ends with that
   * verticle, which closes it before.
   *
   * @return completes when that was tried. It does not fail where the database is away, or is no
   *     database, or not ours: such a one is looked for in the background
   */
  static Future<Database> open(Vertx vertx, DatabaseConfig config) {
    return new JdbcDatabase(vertx, config).start();
  }

  /**
   * Stands for a database that nobody has named.
   *
   * @param why what every call fails with, in a few words for the client
   */
  static Database none(String why) {
    return new UnavailableDatabase(why);
  }

  /** Whether it is there, as far as is known. */
  boolean isUp();

  /**
   * Runs work that changes nothing, in a transaction.
   *
   * @return fails with {@link StoreUnavailableException} where the database cannot do it now, with
   *     anything else where we have a bug
   */
  <T> Future<T> read(TransactionWork<T> work);

  /**
   * Runs work in a transaction, again where another one was in its way.
   *
   * @return completes when the transaction is committed, and will outlast a power cut. Fails with
   *     {@link StoreUnavailableException} where the database cannot do it now: nothing was done, or
   *     where it went away just while it committed, nobody knows. With anything else where we have
   *     a bug, and nothing was done
   */
  <T> Future<T> write(TransactionWork<T> work);

  /**
   * Gives some of the space that deleted rows have left back to the file system, where the database
   * does not do so by itself.
   *
   * @return whether there is more of it
   */
  Future<Boolean> shrink();

  /** Takes no more work; closes the database when what it has taken is done. */
  Future<Void> close();
}
