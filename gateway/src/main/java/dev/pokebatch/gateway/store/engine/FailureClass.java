package dev.pokebatch.gateway.store.engine;

/** The class of a database failure, which decides how it is handled. */
public enum FailureClass {
  /** A bug of the gateway: a repetition fails again. */
  BUG,
  /** A conflict with another transaction: nothing was done, and a repetition may succeed. */
  CONFLICT,
  /** The connection is broken: a repetition on another connection may succeed. */
  BROKEN,
  /** The database cannot do it now, for example because of a lock timeout. */
  REFUSED,
  /** The disk is full. */
  FULL,
  /** The database is unavailable or was replaced, and must be opened again. */
  LOST
}
