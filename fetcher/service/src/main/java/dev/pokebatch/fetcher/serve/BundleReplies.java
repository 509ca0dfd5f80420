package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReplies;
import dev.pokebatch.contract.FetchReply;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The replies to a bundle of requests. Those that become ready in the same turn of the event loop,
 * or while the caller has yet to acknowledge the ones before, leave as one message, in so far as
 * they are short. Confined to one event loop.
 */
final class BundleReplies {

  /** Once the documents in a message have this many bytes, further ones go into the next. */
  private static final int MESSAGE_BYTES = 128 << 10;

  private final Queue<Ready> ready = new ArrayDeque<>();

  /** Requests whose replies are not ready. */
  private int missing;

  /** Null while the caller has yet to ask for more replies. */
  private @Nullable Message<?> open;

  private boolean isSending = true;
  private boolean isLost;

  private record Ready(long number, ReservedReply reply) {

    int bytes() {
      return reply.reply() instanceof FetchReply.Found found ? found.body().length() : 0;
    }
  }

  /** Collects replies, and sends none before {@link #send}. */
  BundleReplies(Message<FetchBundle> bundle, int requests) {
    open = bundle;
    isLost = bundle.replyAddress() == null; // the sender expects no replies
    missing = requests;
  }

  /** A reply is ready. It leaves at the end of this turn, if the caller waits for it. */
  void add(long number, ReservedReply reply) {
    missing--;
    if (isLost) {
      reply.release();
      return;
    }
    ready.add(new Ready(number, reply));
    if (open != null && !isSending) {
      isSending = true;
      Vertx.currentContext().runOnContext(atTheEnd -> send());
    }
  }

  /** Sends the replies that are ready. */
  void send() {
    isSending = false;
    var message = open;
    if (message == null || ready.isEmpty()) {
      return;
    }
    var sent = take();
    var replies =
        new FetchReplies(
            sent.stream()
                .map(one -> new FetchReplies.Numbered(one.number(), one.reply().reply()))
                .toList());
    open = null;
    if (missing == 0 && ready.isEmpty() && sent.stream().allMatch(one -> one.reply().isSmall())) {
      message.reply(replies);
      return;
    }
    message
        .replyAndRequest(replies, ReservedReply.ACKNOWLEDGED)
        .onComplete(
            next -> {
              release(sent);
              if (next.replyAddress() == null) {
                end(); // the caller wants no more
              } else {
                open = next;
                send();
              }
            },
            lost -> {
              release(sent);
              end();
            });
  }

  private void end() {
    isLost = true;
    release(ready);
    ready.clear();
  }

  private List<Ready> take() {
    var taken = new ArrayList<Ready>(ready.size());
    var bytes = 0L;
    while (!ready.isEmpty() && bytes < MESSAGE_BYTES) {
      var next = ready.remove();
      bytes += next.bytes();
      taken.add(next);
    }
    return taken;
  }

  private static void release(Iterable<Ready> replies) {
    replies.forEach(one -> one.reply().release());
  }
}
