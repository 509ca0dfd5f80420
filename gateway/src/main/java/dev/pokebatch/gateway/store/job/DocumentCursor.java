package dev.pokebatch.gateway.store.job;

/**
 * A place among a job's documents in request order: after this one.
 *
 * @param step the place of its step in the request
 * @param item its place among the step's documents
 */
public record DocumentCursor(long step, int item) {

  /** Before the first. */
  public static final DocumentCursor START = new DocumentCursor(-1, Integer.MAX_VALUE);

  /** After this result. */
  public static DocumentCursor after(ResultRow result) {
    return new DocumentCursor(result.step(), result.item());
  }
}
