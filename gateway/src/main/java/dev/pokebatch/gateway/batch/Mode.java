package dev.pokebatch.gateway.batch;

/** How steps run. */
public enum Mode {
  /** Side by side. */
  PARALLEL,
  /** One document after the other. */
  SEQUENCE
}
