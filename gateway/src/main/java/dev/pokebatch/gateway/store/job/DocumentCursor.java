package dev.pokebatch.gateway.store.job;

/**
 * A cursor into a job's documents in request order: the next page starts after this document.
 *
 * @param step index of the document's step in the request
 * @param item index of the document in its step
 */
public record DocumentCursor(long step, int item) {

  /** The cursor of the first page. */
  public static final DocumentCursor START = new DocumentCursor(-1, Integer.MAX_VALUE);

  /** Returns the cursor after this result. */
  public static DocumentCursor after(ResultRow result) {
    return new DocumentCursor(result.step(), result.item());
  }
}
