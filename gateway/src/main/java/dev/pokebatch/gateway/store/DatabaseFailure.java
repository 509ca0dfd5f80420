package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.FailureClass;
import java.sql.SQLException;

/** A failure of the database, and what it means. */
final class DatabaseFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final FailureClass trouble;
  private final SQLException said;

  DatabaseFailure(FailureClass trouble, SQLException cause) {
    super(cause);
    this.trouble = trouble;
    this.said = cause;
  }

  FailureClass trouble() {
    return trouble;
  }

  /** What the driver threw. */
  SQLException said() {
    return said;
  }
}
