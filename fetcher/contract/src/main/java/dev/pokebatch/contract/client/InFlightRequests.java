package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The requests of one call that are in flight, and their deadline. Confined to one event loop. */
final class InFlightRequests {

  /**
   * How much longer than the budget the event bus waits, so that a fetcher can reply itself that
   * the time is over.
   */
  private static final long GRACE_MS = 500;

  private final FetcherClient client;
  private final FetcherCall call;
  private final FetchSpec spec;
  private final GrantIncrease grant;
  private final long deadline;

  /** The addresses that the requests were sent to, by number of the request. */
  private final Map<Long, String> addresses = new HashMap<>(2);

  InFlightRequests(
      FetcherClient client, FetcherCall call, FetchSpec spec, GrantIncrease grant, Budget budget) {
    this.client = client;
    this.call = call;
    this.spec = spec;
    this.grant = grant;
    this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(budget.millis());
  }

  /** The addresses that the requests in flight were sent to, by number of the request. */
  Map<Long, String> addresses() {
    return addresses;
  }

  /** Whether none is in flight. */
  boolean areOver() {
    return addresses.isEmpty();
  }

  /** Whether the budget is spent. */
  boolean areLate() {
    return left().millis() == 0;
  }

  /** Whether a reply would have come by now. In a bundle, the event bus may wait longer. */
  boolean areUnanswered() {
    return System.nanoTime() - deadline > TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
  }

  /** Asks a fetcher for the document. Requests of others for the same document join this one. */
  Future<FetchReply> ask(Member member) {
    var id = newId(member);
    return send(member, spec.request(id, left(), grant.bytes(), grant.wasTooSmall()))
        .transform(outcome -> ended(id, outcome));
  }

  /** Asks a fetcher for a cached copy. It replies at once. */
  Future<FetchReply> askForCachedCopy(Member member) {
    var id = newId(member);
    return send(member, spec.onlyIfCached(id, left(), grant.bytes()))
        .transform(outcome -> ended(id, outcome));
  }

  private Future<FetchReply> send(Member member, FetchRequest request) {
    return client.bundles().request(member, request, request.budget().millis() + GRACE_MS);
  }

  private CallId newId(Member member) {
    var number = client.newNumber(call);
    addresses.put(number, member.address(spec.target()));
    return new CallId(client.name(), number);
  }

  private Budget left() {
    return new Budget(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
  }

  private Future<FetchReply> ended(CallId id, AsyncResult<FetchReply> outcome) {
    addresses.remove(id.number());
    client.ended(id.number());
    return outcome.succeeded()
        ? Future.succeededFuture(outcome.result())
        : Future.failedFuture(outcome.cause());
  }
}
