package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchReply;
import org.jspecify.annotations.Nullable;

/**
 * The memory that one call may use for its document, and its wait for more of it after a fetcher
 * has replied that the document is longer. Confined to one event loop.
 */
final class GrantIncrease {

  private final MemoryGrant allowance;
  private FetchReply.@Nullable TooLarge refused;
  private boolean waiting;

  GrantIncrease(MemoryGrant allowance) {
    this.allowance = allowance;
  }

  /** The longest document that the call accepts now, in bytes. */
  long grant() {
    return allowance.bytes();
  }

  /** Whether the caller has yet to find memory for the document. */
  boolean isWaiting() {
    return waiting;
  }

  /**
   * Waits until the caller has memory for the document. A call waits once at a time: if it already
   * does, its next request finds out whether that was enough.
   *
   * @param granted runs when there is memory, perhaps at once
   */
  void await(FetchReply.TooLarge reply, Runnable granted) {
    refused = refused == null ? reply : reply.after(refused);
    if (waiting) {
      return;
    }
    waiting = true;
    allowance.growTo(
        reply.size(),
        () -> {
          waiting = false;
          granted.run();
        });
  }

  /** The reply that the caller gets, including the effort of those that were too long. */
  FetchReply settled(FetchReply reply) {
    return refused == null ? reply : reply.after(refused);
  }
}
