package dev.pokebatch.gateway.batch;

/** What a table is for. */
public enum CsvUse {
  /** Programs, which take each cell as text. */
  PLAIN,
  /** Spreadsheets: cells that one would take for formulas are escaped. */
  ESCAPE
}
