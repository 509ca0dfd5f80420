package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import java.util.function.Consumer;

/**
 * Determines the documents of a step whose request does not name them. Calls {@link
 * LeafRun#resolved} or {@link LeafRun#unresolved} once. Confined to one event loop.
 */
sealed interface Resolution extends FetchSource permits ListResolution, ReferenceResolution {

  /** Starts, because the step starts. */
  void open();

  /**
   * Waits for the reply to one of its fetches.
   *
   * @param then gets the reply, unless the step has ended
   */
  static void whenReplied(
      InFlightFetch fetch, LeafRun step, BatchRun batch, Consumer<FetchReply> then) {
    fetch
        .call()
        .reply()
        .onSuccess(
            reply -> batch.guard(() -> replied(fetch, step, batch, () -> then.accept(reply))));
  }

  private static void replied(InFlightFetch fetch, LeafRun step, BatchRun batch, Runnable then) {
    batch.pump().replied(fetch.call());
    try {
      if (!step.isOver()) {
        then.run();
      }
    } finally {
      fetch.grant().close();
    }
    batch.resume();
  }
}
