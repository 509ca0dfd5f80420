package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.HeldReply;
import dev.pokebatch.contract.HeldRequest;
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
 * Finds out which documents are held: asks each fetcher for those that it would be asked for now,
 * all at once. Confined to one event loop.
 */
final class HeldQuery {

  private final EventBus bus;
  private final Fleet fleet;
  private final DeliveryOptions within;
  private final Map<String, Long> held = new HashMap<>();

  /**
   * @param withinMs who takes longer holds nothing
   */
  HeldQuery(EventBus bus, Fleet fleet, long withinMs) {
    this.bus = bus;
    this.fleet = fleet;
    this.within = new DeliveryOptions().setSendTimeout(withinMs);
  }

  /** By target, the bytes of each document that is held; it never fails. */
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
          for (var from = 0; from < share.size(); from += HeldRequest.MOST) {
            var to = Math.min(share.size(), from + HeldRequest.MOST);
            answers.add(ask(fetcher, new HeldRequest(share.subList(from, to))));
          }
        });
    return Future.join(answers).map(held);
  }

  private Future<?> ask(String fetcher, HeldRequest request) {
    return bus.<HeldReply>request(Addresses.held(fetcher), request, within)
        .map(Message::body)
        .compose(reply -> note(request.targets(), reply.bytes()))
        .otherwiseEmpty();
  }

  private Future<Void> note(List<String> targets, List<Long> bytes) {
    for (var i = 0; i < targets.size(); i++) {
      if (bytes.get(i) != HeldReply.NOT_HELD) {
        held.put(targets.get(i), bytes.get(i));
      }
    }
    return Future.succeededFuture();
  }
}
