package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.FailureClass;
import java.sql.SQLException;

/** A failed transaction, with the class of its failure. */
final class DatabaseFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;
  private final SQLException sqlCause;

  DatabaseFailure(FailureClass failureClass, SQLException cause) {
    super(cause);
    this.failureClass = failureClass;
    this.sqlCause = cause;
  }

  FailureClass failureClass() {
    return failureClass;
  }

  /** Returns the exception of the JDBC driver. */
  SQLException sqlCause() {
    return sqlCause;
  }
}
