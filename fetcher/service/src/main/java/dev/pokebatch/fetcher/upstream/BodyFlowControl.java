package dev.pokebatch.fetcher.upstream;

import io.vertx.core.Future;

/**
 * Flow control of one response body: reading pauses while memory is short. Such pauses count
 * neither as time of the upstream nor towards its time limit. Confined to one event loop, except
 * {@link #mayGoOn}.
 */
final class BodyFlowControl {

  private final ResponseMemory memory;
  private final int maxBytes;
  private final TimeLimit limit;
  private final ExchangeTimer timer;
  private volatile boolean lengthIsKnown;

  BodyFlowControl(ResponseMemory memory, int maxBytes, TimeLimit limit, ExchangeTimer timer) {
    this.memory = memory;
    this.maxBytes = maxBytes;
    this.limit = limit;
    this.timer = timer;
  }

  /**
   * Called when the head has arrived.
   *
   * @param length as in {@link HeadSyntax#bodyLength}
   * @param goOn starts reading the body; called at once, or as soon as there is memory
   */
  void head(long length, Runnable goOn) {
    if (length == HeadSyntax.UNKNOWN_LENGTH) {
      goOn.run();
      return;
    }
    lengthIsKnown = true;
    var taken = Math.min(maxBytes, length); // a longer body is refused while it is read
    memory.settleBody(taken);
    await(memory.forBody(taken), goOn);
  }

  /** Whether reading may go on after so many bytes. */
  boolean mayGoOn(long read) {
    return lengthIsKnown || memory.allowsMore(read, maxBytes);
  }

  /**
   * Waits for memory when {@link #mayGoOn} returned false.
   *
   * @param goOn resumes reading
   */
  void pause(long read, Runnable goOn) {
    await(memory.forMore(read, maxBytes), goOn);
  }

  private void await(Future<Void> room, Runnable goOn) {
    if (room.isComplete()) {
      goOn.run();
      return;
    }
    limit.pause();
    timer.pause();
    room.onComplete(
        done -> {
          timer.resume();
          limit.resume();
          goOn.run();
        });
  }
}
