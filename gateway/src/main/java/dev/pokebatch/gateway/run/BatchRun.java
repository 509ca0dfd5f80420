package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Task;
import dev.pokebatch.gateway.problem.CancelledBy;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One batch while it runs: sends for its documents in request order, as many at once as the plan,
 * the bound over all batches and the sink allow, and hands each result to the sink. When its time
 * is over, what is not there has failed; when its client is gone, nothing more is told to anybody.
 * Confined to one event loop.
 */
public final class BatchRun implements InFlightLimit.Waiter {

  private final Plan plan;
  private final TransportKind transport;
  private final Dispatcher dispatcher;
  private final ResultSink sink;
  private final Scope scope;
  private final Tally tally = new Tally();
  private final Map<Task, Sent> underWay = new HashMap<>();
  private int next;
  private boolean inLine;
  private boolean pumping;

  /** A batch whose time runs from now; {@link #resume} sets it going. */
  public BatchRun(
      Vertx vertx,
      Plan plan,
      TransportKind transport,
      long deadlineMs,
      Dispatcher dispatcher,
      ResultSink sink) {
    this.plan = plan;
    this.transport = transport;
    this.dispatcher = dispatcher;
    this.sink = sink;
    this.scope = Scope.open(vertx, deadlineMs, this::endEarly);
  }

  /** Goes on, first of all or after the sink was full. */
  public void resume() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (wantsMore() && !inLine) {
      if (dispatcher.limit().acquire(this)) {
        send(plan.tasks().get(next++));
      } else {
        inLine = true;
      }
    }
    pumping = false;
  }

  @Override
  public void granted() {
    inLine = false;
    if (wantsMore()) {
      send(plan.tasks().get(next++));
      resume();
    } else {
      dispatcher.limit().release();
    }
  }

  /** The client has gone: calls off what is under way and falls silent. */
  public void abandon() {
    scope.end(Scope.End.CLIENT);
  }

  /** The gateway is about to end: what is not there by now is called off, and told to be. */
  public void shutDown() {
    scope.end(Scope.End.SHUTDOWN);
  }

  /** Where no time is left, the scope is about to end, though its timer may not have come yet. */
  private boolean wantsMore() {
    return !scope.isOver()
        && scope.leftMs() > 0
        && next < plan.tasks().size()
        && underWay.size() < plan.width()
        && !sink.isFull();
  }

  private void send(Task task) {
    var sentAt = scope.elapsedMs();
    var budget = new Budget(scope.leftMs());
    var call = dispatcher.send(task.target(), task.step().fields(), transport, budget);
    underWay.put(task, new Sent(call, sentAt));
    call.reply().onSuccess(reply -> settle(task, reply));
  }

  private void settle(Task task, FetchReply reply) {
    var sent = underWay.remove(task);
    if (sent == null) {
      return; // too late: its scope has ended
    }
    hand(new Result(task, new Outcome.Replied(reply), scope.elapsedMs() - sent.atMs));
    resume();
  }

  private void hand(Result result) {
    tally.add(result);
    sink.accept(result);
    if (tally.counted() == plan.tasks().size()) {
      scope.close();
      sink.end(tally.summary(scope.elapsedMs()));
    }
  }

  private void endEarly(Scope.End why) {
    dispatcher.limit().leave(this);
    dispatcher.cancel(underWay.values().stream().map(Sent::call).toList());
    var begun = Map.copyOf(underWay);
    underWay.clear();
    switch (why) {
      case DEADLINE -> endTheRest(begun, BatchRun::late);
      case SHUTDOWN ->
          endTheRest(begun, effort -> new Outcome.Cancelled(CancelledBy.SHUTDOWN, effort));
      case CLIENT -> {} // nobody is there to be told
    }
  }

  private void endTheRest(Map<Task, Sent> begun, Function<Effort, Outcome> outcome) {
    var now = scope.elapsedMs();
    for (var task : plan.tasks().subList(0, next)) {
      var sent = begun.get(task);
      if (sent != null) {
        hand(new Result(task, outcome.apply(Effort.NONE), now - sent.atMs));
      }
    }
    while (next < plan.tasks().size()) {
      hand(new Result(plan.tasks().get(next++), outcome.apply(Effort.UNTRIED), 0));
    }
  }

  private static Outcome late(Effort effort) {
    var failure = Failure.of(FailureKind.DEADLINE_EXCEEDED, "the batch's time ran out");
    return new Outcome.Replied(new FetchReply.Failed(failure, effort));
  }

  private record Sent(Call call, double atMs) {}
}
