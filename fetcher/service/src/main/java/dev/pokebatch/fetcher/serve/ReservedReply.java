package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import org.jspecify.annotations.Nullable;

/**
 * A reply and the memory reserved for it.
 *
 * @param memory released once the caller has the reply; null if the reply is too short to be
 *     counted
 */
record ReservedReply(FetchReply reply, @Nullable Reservation memory) {

  /**
   * How long the caller may take to acknowledge a reply, in milliseconds; afterwards it counts as
   * lost.
   */
  private static final long ACKNOWLEDGED_MS = 10_000;

  static final DeliveryOptions ACKNOWLEDGED = new DeliveryOptions().setSendTimeout(ACKNOWLEDGED_MS);

  /** A reply whose memory is not counted. */
  static ReservedReply small(FetchReply reply) {
    return new ReservedReply(reply, null);
  }

  /** Whether no memory is reserved. */
  boolean isSmall() {
    return memory == null;
  }

  /** Releases the memory. */
  void release() {
    if (memory != null) {
      memory.close();
    }
  }

  /**
   * Sends the reply, and releases its memory when the reply is acknowledged or cannot be delivered.
   */
  void sendTo(Message<?> request) {
    if (memory == null) {
      request.reply(reply);
    } else if (request.replyAddress() == null) { // the sender expects no reply
      memory.close();
    } else {
      request.replyAndRequest(reply, ACKNOWLEDGED).onComplete(over -> memory.close());
    }
  }
}
