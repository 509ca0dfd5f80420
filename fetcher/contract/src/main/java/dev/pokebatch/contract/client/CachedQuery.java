package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.CachedReply;
import dev.pokebatch.contract.CachedRequest;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which documents are cached. Asks all fetchers at once, each about the targets that
 * would be requested from it now. Confined to one event loop.
 */
final class CachedQuery {

  /** No document is larger, in bytes: it has to fit into one buffer. */
  private static final long LARGEST = Integer.MAX_VALUE;

  private final EventBus bus;
  private final Fleet fleet;
  private final DeliveryOptions within;
  private final Map<String, Long> cached = new HashMap<>();

  /**
   * @param withinMs a fetcher that takes longer counts as having nothing cached, in milliseconds
   */
  CachedQuery(EventBus bus, Fleet fleet, long withinMs) {
    this.bus = bus;
    this.fleet = fleet;
    this.within = new DeliveryOptions().setSendTimeout(withinMs);
  }

  /** Returns the size in bytes of each cached document, by target. Never fails. */
  Future<Map<String, Long>> ask(Collection<String> targets) {
    var shares = new LinkedHashMap<String, List<String>>();
    for (var target : targets) {
      fleet
          .choose(target, Set.of())
          .ifPresent(m -> shares.computeIfAbsent(m.name(), n -> new ArrayList<>()).add(target));
    }
    var replies = new ArrayList<Future<?>>();
    shares.forEach(
        (fetcher, share) -> {
          for (var from = 0; from < share.size(); from += CachedRequest.MOST) {
            var to = Math.min(share.size(), from + CachedRequest.MOST);
            replies.add(ask(fetcher, new CachedRequest(share.subList(from, to))));
          }
        });
    return Future.join(replies).map(cached);
  }

  private Future<?> ask(String fetcher, CachedRequest request) {
    return bus.request(Addresses.cached(fetcher), request, within)
        .onSuccess(
            message -> {
              if (message.body() instanceof CachedReply reply) {
                add(request.targets(), reply.bytes());
              }
            })
        .otherwiseEmpty();
  }

  private void add(List<String> targets, List<Long> bytes) {
    for (var i = 0; i < targets.size() && i < bytes.size(); i++) {
      if (bytes.get(i) != CachedReply.NOT_CACHED) {
        cached.put(targets.get(i), Math.min(bytes.get(i), LARGEST));
      }
    }
  }
}
