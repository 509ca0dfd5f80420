package dev.pokebatch.gateway.batch;

/** How the steps of a batch run. */
public enum Mode {
  /** All at once, as far as the concurrency allows. */
  PARALLEL,
  /** One after the other, in the order of the request. */
  SEQUENCE
}
