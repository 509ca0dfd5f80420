package dev.pokebatch.gateway.batch;

/** The order of results in an answer. */
public enum Order {
  /** The order in which documents end. */
  COMPLETION,
  /** The order of the request. */
  REQUEST
}
