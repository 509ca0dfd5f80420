package dev.pokebatch.gateway.batch;

/** The order in which results are told. */
public enum Order {
  /** As they come. */
  COMPLETION,
  /** As they were asked for. */
  REQUEST
}
