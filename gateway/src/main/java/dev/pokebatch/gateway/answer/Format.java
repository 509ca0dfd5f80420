package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * How results are written one after the other, in request order: each call gives the bytes that
 * come next, through the sink that it was made with.
 */
interface Format {

  /**
   * Before everything.
   *
   * @param later takes the end of an item that was not written at once: runs it on the answer's
   *     event loop, and then goes on with the answer
   */
  void begin(Consumer<Runnable> later);

  /** Whether the last item is still being written: nothing more may be until it is. */
  default boolean isBusy() {
    return false;
  }

  /** A group begins. */
  void begin(Branch group);

  /** The group that began last, and has not ended, ends. */
  void end();

  /** A step turned out to stand for no documents. */
  void nothing(Leaf leaf);

  /**
   * A document, or a step that came to none.
   *
   * @param shown whether the client wants to see it; what it does not see still counts
   * @param last whether nothing more comes of its step
   */
  void item(Item item, boolean shown, boolean last);

  /**
   * After everything.
   *
   * @param more what else there is to be said, where there is a place for it
   */
  Buffer tail(Summary summary, JsonObject more);
}
