package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

  /** Asks a fetcher for the document. Requests of others for the same document join this one. */
  Future<FetchReply> ask(Member member) {
    member.sent(spec.target());
    var id = newId(member);
    return send(member, spec.request(id, left(), grant.bytes(), grant.wasTooSmall()))
        .transform(
            outcome -> {
              member.ended(spec.target(), outcome.succeeded());
              return ended(id, outcome);
            });
  }

  /** Asks a fetcher for a cached copy. It replies at once. */
  Future<FetchReply> askForCachedCopy(Member member) {
    var id = newId(member);
    return send(member, spec.onlyIfCached(id, left(), grant.bytes()))
        .transform(outcome -> ended(id, outcome));
  }

  private Future<FetchReply> send(Member member, FetchRequest request) {
    var timeout = request.budget().millis() + GRACE_MS;
    return client
        .bus()
        .request(
            member.address(spec.target()), request, new DeliveryOptions().setSendTimeout(timeout))
        .onSuccess(InFlightRequests::acknowledge)
        .map(message -> valid(message.body(), request));
  }

  /** A reply of another type, or with a document that there is no memory for, is unreadable. */
  private static FetchReply valid(@Nullable Object body, FetchRequest request) {
    var isTooLarge =
        body instanceof FetchReply.Found found && found.body().length() > request.grant();
    return body instanceof FetchReply reply && !isTooLarge ? reply : FetchReply.Failed.UNREADABLE;
  }

  /** A fetcher keeps the memory of a large reply reserved until the reply is acknowledged. */
  private static void acknowledge(Message<?> reply) {
    if (reply.replyAddress() != null) {
      reply.reply(null);
    }
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
