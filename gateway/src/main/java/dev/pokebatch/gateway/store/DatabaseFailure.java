package dev.pokebatch.gateway.store;

import java.sql.SQLException;

/** A failure of the database, and what it means. */
final class DatabaseFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Trouble trouble;
  private final SQLException said;

  DatabaseFailure(Trouble trouble, SQLException cause) {
    super(cause);
    this.trouble = trouble;
    this.said = cause;
  }

  Trouble trouble() {
    return trouble;
  }

  /** What the driver threw. */
  SQLException said() {
    return said;
  }
}
