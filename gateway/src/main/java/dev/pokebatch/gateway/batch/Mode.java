package dev.pokebatch.gateway.batch;

/** How the steps of a batch or group run. */
public enum Mode {
  /** At the same time, as far as the concurrency allows. */
  PARALLEL,
  /** One after the other, in the order of the request. */
  SEQUENCE
}
