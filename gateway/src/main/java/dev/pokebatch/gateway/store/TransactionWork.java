package dev.pokebatch.gateway.store;

import java.sql.SQLException;

/**
 * What is done in one transaction, on a worker thread. It may run more than once, each time in a
 * new transaction, so it must change nothing but the database.
 */
@FunctionalInterface
public interface TransactionWork<T> {

  /** Does it; whatever it throws undoes it. */
  T in(Transaction transaction) throws SQLException;
}
