package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import org.jspecify.annotations.Nullable;

/**
 * A reply and the memory that is reserved for it.
 *
 * @param memory given back once the caller has the reply; null where it is too short to be counted
 */
record ReservedReply(FetchReply reply, @Nullable Reservation memory) {

  /** How long the caller may take to acknowledge a reply, in milliseconds: then it is lost. */
  private static final long ACKNOWLEDGED_MS = 10_000;

  private static final DeliveryOptions ACKNOWLEDGED =
      new DeliveryOptions().setSendTimeout(ACKNOWLEDGED_MS);

  /** A reply that is not counted. */
  static ReservedReply small(FetchReply reply) {
    return new ReservedReply(reply, null);
  }

  /** Sends it, and gives its memory back when it has arrived, or nobody is there to get it. */
  void sendTo(Message<?> request) {
    if (memory == null) {
      request.reply(reply);
    } else if (request.replyAddress() == null) { // nobody wants to know
      memory.close();
    } else {
      request.replyAndRequest(reply, ACKNOWLEDGED).onComplete(over -> memory.close());
    }
  }
}
