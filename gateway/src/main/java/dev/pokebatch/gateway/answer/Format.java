package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * Writes results in request order: each call passes the next bytes to the sink with which the
 * format was created.
 */
interface Format {

  /**
   * Writes the beginning of the answer.
   *
   * @param later runs the end of an item that was cut on a worker thread, on the answer's event
   *     loop, and then resumes the answer
   */
  void begin(Consumer<Runnable> later);

  /** Whether the last item is still being written, so that nothing else may be written. */
  default boolean isBusy() {
    return false;
  }

  /** Whether every document that was fetched has been written. */
  default boolean isComplete() {
    return true;
  }

  /** Begins a group. */
  void begin(Branch group);

  /** Ends the innermost open group. */
  void end();

  /** Writes a step that resolved to no documents. */
  void emptyStep(Leaf leaf);

  /**
   * Writes a document, or a step that could not be resolved.
   *
   * @param shown whether the client wants to see it; a hidden result still counts for its step
   * @param last whether it is the last result of its step
   */
  void item(Item item, boolean shown, boolean last);

  /**
   * Returns the end of the answer.
   *
   * @param more additional members, for formats that have members
   */
  Buffer tail(Summary summary, JsonObject more);
}
