package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import io.vertx.core.buffer.Buffer;

/**
 * The result of one document of a job.
 *
 * @param step index of its step in the request
 * @param item index of the document in its step, from 0; {@link #STEP} for the step itself
 * @param status HTTP status
 * @param outcome its outcome; each row counts as one document
 * @param target key of the requested document
 * @param bodyAt byte offset of the document in the members; {@link #NO_BODY} without a document
 * @param members the result as JSON text, which the store does not interpret
 */
public record ResultRow(
    long step,
    int item,
    int status,
    OutcomeKind outcome,
    String target,
    int bodyAt,
    Buffer members) {

  /** Value of {@code item}: the result is of the step itself. */
  public static final int STEP = -1;

  /** Value of {@code bodyAt}: there is no document. */
  public static final int NO_BODY = -1;

  /**
   * A result with its sequence number, which is 1 for the job's first result and increases with
   * each.
   */
  public record Numbered(long seq, ResultRow result) {}
}
