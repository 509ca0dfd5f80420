package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;

/**
 * What became of one document of a job.
 *
 * @param step the place of its step in the request
 * @param item its place among the step's documents, from 0; {@link #STEP} for the step itself
 * @param status HTTP status
 * @param outcome how it ended; each row counts as one document
 * @param target what was to be got
 * @param bodyAt where the document begins in the members, in bytes; {@link #NO_BODY} for none
 * @param members all that is told of it: JSON text, opaque to the store
 */
public record ResultRow(
    long step,
    int item,
    int status,
    ResultOutcome outcome,
    String target,
    int bodyAt,
    Buffer members) {

  /** In place of an item: the step itself. */
  public static final int STEP = -1;

  /** In place of an offset: there is no document. */
  public static final int NO_BODY = -1;

  /** A result with its number: 1 for the job's first, and growing as they come. */
  public record Numbered(long seq, ResultRow result) {}
}
