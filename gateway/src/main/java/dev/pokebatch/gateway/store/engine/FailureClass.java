package dev.pokebatch.gateway.store.engine;

/** What a failure of the database means for whoever asked. */
public enum FailureClass {
  /** It is our bug: trying again brings it again. */
  BUG,
  /** Another transaction was in the way; nothing was done, and trying again may do it. */
  CONFLICT,
  /** This connection is of no use any more; another one may be. */
  BROKEN,
  /** It cannot be done for now: locked for too long, too busy. */
  REFUSED,
  /** The disk is full. */
  FULL,
  /** The database is away, or is not what it was: it must be opened anew. */
  LOST
}
