package dev.pokebatch.gateway.batch;

/** How a cell of CSV contains an array. */
public enum CsvArrays {
  /** Its elements are joined by {@code |}. */
  JOINED,
  /** As a JSON text. */
  JSON
}
