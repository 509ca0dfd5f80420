package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the lanes of fetchers. Requests for short documents that are made to one lane
 * in the same turn of the event loop leave at its end as one message, a {@link FetchBundle}, for a
 * message costs more than such a document. Other requests leave alone. Confined to one event loop.
 */
final class RequestBundles {

  /**
   * The largest grant of a request in a bundle, in bytes. The replies to a bundle follow each
   * other, which would delay long documents.
   */
  static final long MOST_BYTES = 16 << 10;

  private final FetcherClient client;

  /** By address: requests of this turn. */
  private Map<String, List<SentRequest>> waiting = new LinkedHashMap<>();

  RequestBundles(FetcherClient client) {
    this.client = client;
  }

  /**
   * Requests a document. Fails if the event bus fails or no reply comes in time.
   *
   * @param timeoutMs how long to wait for the reply, in milliseconds. In a bundle, the longest time
   *     of its requests counts
   */
  Future<FetchReply> request(Member member, FetchRequest request, long timeoutMs) {
    var sent = new SentRequest(member, request, timeoutMs, client.promise());
    sent.begin();
    var address = member.address(request.target());
    if (!member.readsBundles() || request.grant() > MOST_BYTES) {
      sendAlone(address, sent);
    } else {
      if (waiting.isEmpty()) {
        client.later(this::sendAll);
      }
      waiting.computeIfAbsent(address, empty -> new ArrayList<>()).add(sent);
    }
    return sent.reply().future();
  }

  private void sendAll() {
    var now = waiting;
    waiting = new LinkedHashMap<>();
    now.forEach(
        (address, requests) -> {
          for (var from = 0; from < requests.size(); from += FetchBundle.MOST) {
            var to = Math.min(requests.size(), from + FetchBundle.MOST);
            send(address, requests.subList(from, to));
          }
        });
  }

  private void send(String address, List<SentRequest> requests) {
    if (requests.size() == 1) {
      sendAlone(address, requests.get(0));
    } else {
      new SentBundle(client.bus(), address, requests).send();
    }
  }

  private void sendAlone(String address, SentRequest sent) {
    client
        .bus()
        .request(address, sent.request(), new DeliveryOptions().setSendTimeout(sent.timeoutMs()))
        .onSuccess(RequestBundles::acknowledge)
        .onComplete(
            message -> {
              sent.end(true);
              sent.replied(message.body());
            },
            failed -> {
              sent.end(false);
              sent.reply().fail(failed);
            });
  }

  /** A fetcher keeps the memory of a large reply reserved until the reply is acknowledged. */
  private static void acknowledge(Message<@Nullable Object> reply) {
    if (reply.replyAddress() != null) {
      reply.reply(null);
    }
  }
}
