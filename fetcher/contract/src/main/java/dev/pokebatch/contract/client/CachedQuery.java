package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.CachedReply;
import dev.pokebatch.contract.CachedRequest;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which documents are cached: asks each fetcher for those that it would be asked for now,
 * all at once. Confined to one event loop.
 */
final class CachedQuery {

  private final EventBus bus;
  private final Fleet fleet;
  private final DeliveryOptions within;
  private final Map<String, Long> cached = new HashMap<>();

  /**
   * @param withinMs who takes longer holds nothing
   */
  CachedQuery(EventBus bus, Fleet fleet, long withinMs) {
    this.bus = bus;
    this.fleet = fleet;
    this.within = new DeliveryOptions().setSendTimeout(withinMs);
  }

  /** By target, the bytes of each document that is cached; it never fails. */
  Future<Map<String, Long>> ask(Collection<String> targets) {
    var shares = new LinkedHashMap<String, List<String>>();
    for (var target : targets) {
      fleet
          .choose(target)
          .ifPresent(m -> shares.computeIfAbsent(m.name(), n -> new ArrayList<>()).add(target));
    }
    var answers = new ArrayList<Future<?>>();
    shares.forEach(
        (fetcher, share) -> {
          for (var from = 0; from < share.size(); from += CachedRequest.MOST) {
            var to = Math.min(share.size(), from + CachedRequest.MOST);
            answers.add(ask(fetcher, new CachedRequest(share.subList(from, to))));
          }
        });
    return Future.join(answers).map(cached);
  }

  private Future<?> ask(String fetcher, CachedRequest request) {
    return bus.<CachedReply>request(Addresses.cached(fetcher), request, within)
        .map(Message::body)
        .compose(reply -> note(request.targets(), reply.bytes()))
        .otherwiseEmpty();
  }

  private Future<Void> note(List<String> targets, List<Long> bytes) {
    for (var i = 0; i < targets.size(); i++) {
      if (bytes.get(i) != CachedReply.NOT_CACHED) {
        cached.put(targets.get(i), bytes.get(i));
      }
    }
    return Future.succeededFuture();
  }
}
