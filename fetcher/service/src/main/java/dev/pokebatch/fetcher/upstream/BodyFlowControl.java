package dev.pokebatch.fetcher.upstream;

import io.vertx.core.Future;

/**
 * Reads one body no faster than there is memory for it. Our own pauses count neither as time of the
 * upstream nor against its time limit. Confined to one event loop, but for {@link #mayGoOn}.
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
   * The head has come.
   *
   * @param length as in {@link HeadSyntax#bodyLength}
   * @param goOn reads the body; called at once, or as soon as there is memory for it
   */
  void head(long length, Runnable goOn) {
    if (length == HeadSyntax.UNKNOWN_LENGTH) {
      goOn.run();
      return;
    }
    lengthIsKnown = true;
    var taken = Math.min(maxBytes, length); // a longer one is refused as it comes
    memory.settleBody(taken);
    await(memory.forBody(taken), goOn);
  }

  /** Whether more may be read after so many bytes. */
  boolean mayGoOn(long read) {
    return lengthIsKnown || memory.allowsMore(read, maxBytes);
  }

  /**
   * Waits for memory where {@link #mayGoOn} says that there is not enough.
   *
   * @param goOn reads on
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
