package dev.pokebatch.gateway.csv;

/** A row needs more memory than it may use, because of the separators in its cells. */
public final class RowTooLongException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RowTooLongException() {
    super("a row needs more memory than it may use", null, false, false);
  }
}
