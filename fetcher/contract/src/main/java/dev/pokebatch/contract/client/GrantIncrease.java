package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchReply;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a call has for its document, and its wait for more after a fetcher replied that
 * the document is larger. Confined to one event loop.
 */
final class GrantIncrease {

  private final MemoryGrant memory;
  private FetchReply.@Nullable TooLarge tooLarge;
  private boolean waiting;

  GrantIncrease(MemoryGrant memory) {
    this.memory = memory;
  }

  /** The largest document that the call accepts now, in bytes. */
  long bytes() {
    return memory.bytes();
  }

  /** Whether a fetcher has replied that the document is larger; it has the document cached. */
  boolean wasTooSmall() {
    return tooLarge != null;
  }

  /** Whether the call waits for memory. */
  boolean isWaiting() {
    return waiting;
  }

  /**
   * Waits until the caller has memory for the document. Does nothing if the call already waits: its
   * next request shows whether that was enough.
   *
   * @param granted runs when there is memory, perhaps at once
   */
  void await(FetchReply.TooLarge reply, Runnable granted) {
    tooLarge = tooLarge == null ? reply : reply.after(tooLarge);
    if (waiting) {
      return;
    }
    waiting = true;
    memory.growTo(
        reply.size(),
        () -> {
          waiting = false;
          granted.run();
        });
  }

  /** The reply that the caller gets, with the effort of the replies that were too large. */
  FetchReply settled(FetchReply reply) {
    return tooLarge == null ? reply : reply.after(tooLarge);
  }
}
