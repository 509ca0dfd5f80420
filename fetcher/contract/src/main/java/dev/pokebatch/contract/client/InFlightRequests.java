package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One call's requests that are under way, and the time they have. Confined to one event loop. */
final class InFlightRequests {

  /** How much longer than the budget we wait: a fetcher's own word on time beats the bus's. */
  private static final long GRACE_MS = 500;

  private final FetcherClient client;
  private final FetcherCall call;
  private final FetchSpec spec;
  private final EventBus bus;
  private final GrantIncrease grant;
  private final long deadline;
  private final List<Long> numbers = new ArrayList<>(1);

  InFlightRequests(
      FetcherClient client, FetcherCall call, FetchSpec spec, GrantIncrease grant, Budget budget) {
    this.client = client;
    this.call = call;
    this.spec = spec;
    this.bus = client.bus();
    this.grant = grant;
    this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(budget.millis());
  }

  /** The numbers under which fetchers know those that are under way. */
  List<Long> numbers() {
    return numbers;
  }

  /** Whether none is under way. */
  boolean areOver() {
    return numbers.isEmpty();
  }

  /** Whether the caller's time is over. */
  boolean areLate() {
    return left().millis() == 0;
  }

  /** Asks a fetcher to get the document: others who want it join it there. */
  Future<FetchReply> ask(Member member) {
    member.sent(spec.target());
    var id = newId();
    return send(member.address(spec.target()), spec.request(id, left(), grant.grant()))
        .transform(
            outcome -> {
              member.over(spec.target());
              return over(id, outcome);
            });
  }

  /** Asks a fetcher for what it keeps: that costs it nothing, and there is nothing to join. */
  Future<FetchReply> askForCachedCopy(Member member) {
    var id = newId();
    return send(member.address(spec.target()), spec.onlyIfCached(id, left(), grant.grant()))
        .transform(outcome -> over(id, outcome));
  }

  private Future<Message<FetchReply>> send(String address, FetchRequest request) {
    var timeout = request.budget().millis() + GRACE_MS;
    return bus.<FetchReply>request(address, request, new DeliveryOptions().setSendTimeout(timeout))
        .onSuccess(InFlightRequests::acknowledge);
  }

  /** A fetcher counts the memory of a large reply until it knows that the reply has arrived. */
  private static void acknowledge(Message<FetchReply> reply) {
    if (reply.replyAddress() != null) {
      reply.reply(null);
    }
  }

  private CallId newId() {
    var number = client.numberOf(call);
    numbers.add(number);
    return new CallId(client.name(), number);
  }

  private Budget left() {
    return new Budget(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
  }

  private Future<FetchReply> over(CallId id, AsyncResult<Message<FetchReply>> outcome) {
    numbers.remove((Long) id.number());
    client.over(id.number());
    return outcome.succeeded()
        ? Future.succeededFuture(outcome.result().body())
        : Future.failedFuture(outcome.cause());
  }
}
