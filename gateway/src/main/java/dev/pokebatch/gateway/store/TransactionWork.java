package dev.pokebatch.gateway.store;

import java.sql.SQLException;

/**
 * Work that runs in one transaction on a worker thread. It may run more than once, each time in a
 * new transaction, so it must have no effects outside of the database.
 */
@FunctionalInterface
public interface TransactionWork<T> {

  /** Runs the work. Any exception rolls the transaction back. */
  T in(Transaction transaction) throws SQLException;
}
