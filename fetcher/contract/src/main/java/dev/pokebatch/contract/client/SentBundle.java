package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReplies;
import dev.pokebatch.contract.FetchReply;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of requests on its way, from when it is sent until each request has its reply. Asks for
 * the next replies as soon as it has some, which also acknowledges those. Confined to one event
 * loop.
 */
final class SentBundle {

  private final EventBus bus;
  private final String address;
  private final DeliveryOptions options;

  /** The requests without a reply, by number. */
  private final Map<Long, SentRequest> open = new LinkedHashMap<>();

  SentBundle(EventBus bus, String address, List<SentRequest> requests) {
    this.bus = bus;
    this.address = address;
    var timeout = 0L;
    for (var sent : requests) {
      open.put(sent.request().call().number(), sent);
      timeout = Math.max(timeout, sent.timeoutMs());
    }
    this.options = new DeliveryOptions().setSendTimeout(timeout);
  }

  void send() {
    var requests = open.values().stream().map(SentRequest::request).toList();
    bus.request(address, new FetchBundle(requests), options)
        .onComplete(this::received, this::failed);
  }

  private void received(Message<@Nullable Object> message) {
    if (message.body() instanceof FetchReplies ready) {
      var settled = new LinkedHashMap<SentRequest, FetchReply>();
      for (var one : ready.replies()) {
        var sent = open.remove(one.number());
        if (sent != null) { // otherwise it has a reply already
          // All before the first reply is passed on: what is requested then finds the true load.
          sent.end(true);
          settled.put(sent, one.reply());
        }
      }
      if (message.replyAddress() != null) {
        askForMore(message);
      } else {
        end(FetchReply.Failed.UNREADABLE);
      }
      settled.forEach(SentRequest::replied);
    } else {
      end(message.body());
    }
  }

  private void askForMore(Message<?> message) {
    if (open.isEmpty()) {
      message.reply(null);
    } else {
      message.replyAndRequest(null, options).onComplete(this::received, this::failed);
    }
  }

  /** The fetcher sends no more replies: this one is for all requests that are left. */
  private void end(@Nullable Object reply) {
    takeAll(true).forEach(sent -> sent.replied(reply));
  }

  private void failed(Throwable why) {
    takeAll(false).forEach(sent -> sent.reply().fail(why));
  }

  private List<SentRequest> takeAll(boolean byReply) {
    var left = List.copyOf(open.values());
    open.clear();
    left.forEach(sent -> sent.end(byReply));
    return left;
  }
}
