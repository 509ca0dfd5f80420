package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Expansion;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.plan.DocumentCount;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One batch while it runs: sends for the documents of the steps that are open, in request order, as
 * many at once as the plan, the bound over all batches and the sink allow, and hands each result to
 * the sink. Which steps are open is {@link GroupRun}'s matter. When its client is gone, nothing
 * more is told to anybody. Confined to one event loop.
 */
public final class BatchRun implements InFlightLimit.Waiter {

  /** Bodies kept for steps that refer to them; what is not kept is had from the fetchers again. */
  private static final int MOST_KEPT = 1 << 18;

  private final Vertx vertx;
  private final Plan plan;
  private final TransportKind transport;
  private final Dispatcher dispatcher;
  private final ResultSink sink;
  private final Map<String, StepRun> steps = new HashMap<>();
  private final GroupRun root;
  private final DocumentCount documents;
  private final Tally tally = new Tally();
  private final TreeMap<Integer, LeafRun> ready = new TreeMap<>();
  private final long startedAt = System.nanoTime();
  private int keptBytes;

  /** Documents that are there, but for their links: as many again as may be under way. */
  private final Set<Call> following = new HashSet<>();

  private int underWay;
  private boolean begun;
  private boolean over;
  private boolean inLine;
  private boolean pumping;

  /** A batch whose time runs from when {@link #resume} sets it going. */
  public BatchRun(
      Vertx vertx, Plan plan, TransportKind transport, Dispatcher dispatcher, ResultSink sink) {
    this.vertx = vertx;
    this.plan = plan;
    this.transport = transport;
    this.dispatcher = dispatcher;
    this.sink = sink;
    this.documents = new DocumentCount(plan);
    this.root = new GroupRun(plan.root(), null, this);
  }

  /** Goes on, first of all or after the sink was full. */
  public void resume() {
    if (!begun) {
      begun = true;
      root.open();
    }
    if (pumping) {
      return;
    }
    pumping = true;
    while (wantsMore() && !inLine) {
      if (dispatcher.limit().acquire(this)) {
        sendNext();
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
      sendNext();
      resume();
    } else {
      dispatcher.limit().release();
    }
  }

  /** The client has gone: calls off what is under way and falls silent. */
  public void abandon() {
    close();
    root.abandon();
  }

  /** The gateway is about to end: what is not there by now is called off, and told to be. */
  public void shutDown() {
    if (!over) {
      root.end(effort -> new Outcome.Cancelled(CancelledBy.SHUTDOWN, effort));
    }
  }

  Vertx vertx() {
    return vertx;
  }

  /** A step can be referred to from now on. */
  void register(String id, StepRun step) {
    steps.put(id, step);
  }

  /** A step before the one that asks. */
  StepRun step(String id) {
    return Objects.requireNonNull(steps.get(id), id);
  }

  BatchLimits limits() {
    return plan.limits();
  }

  /** Whether so many more bytes may be kept for steps that refer to others. */
  boolean mayKeep(int bytes) {
    var may = keptBytes + bytes <= MOST_KEPT;
    keptBytes += may ? bytes : 0;
    return may;
  }

  /** Milliseconds since it was made. */
  double elapsedMs() {
    return (System.nanoTime() - startedAt) / 1e6;
  }

  /** A step's documents may be sent for, where there are any left. */
  void ready(LeafRun leaf) {
    if (!over && leaf.maySend()) {
      ready.put(leaf.leaf().ordinal(), leaf);
    }
  }

  /** A document that was sent for is not under way any more. */
  void back(Call call) {
    if (!following.remove(call)) {
      underWay--;
    }
  }

  /** It is there, and its links are followed: the next may be sent for, within bounds. */
  private void arrived(Call call) {
    if (!over && following.size() < plan.concurrency() && following.add(call)) {
      underWay--;
      resume();
    }
  }

  void cancel(List<Call> calls) {
    dispatcher.cancel(calls);
  }

  /**
   * A step turns out to stand for so many documents.
   *
   * @return why it must not, or null
   */
  @Nullable Problem admit(Leaf leaf, int more) {
    var refusal = documents.admit(leaf, more);
    if (refusal == null) {
      sink.resolved(leaf, more);
    }
    return refusal;
  }

  /** Something was asked of the upstream that no result tells of. */
  void spent(Effort effort) {
    tally.add(effort);
  }

  /** A document has settled. */
  void hand(Result result) {
    if (!over) {
      tally.add(result);
      sink.accept(result);
    }
  }

  /** All of them have. */
  void settled() {
    if (!over) {
      close();
      sink.end(tally.summary(elapsedMs()));
    }
  }

  private void close() {
    over = true;
    ready.clear();
    dispatcher.limit().leave(this);
  }

  /** Where no time is left, the step is about to end, though its timer may not have come yet. */
  private boolean wantsMore() {
    while (!ready.isEmpty() && !ready.firstEntry().getValue().maySend()) {
      ready.pollFirstEntry();
    }
    if (over || ready.isEmpty() || underWay >= plan.concurrency()) {
      return false;
    }
    var first = ready.firstEntry().getValue();
    return first.group().leftMs() > 0 && !sink.isFull(first.leaf(), first.next());
  }

  private void sendNext() {
    var leaf = ready.firstEntry().getValue();
    underWay++;
    leaf.send((target, view) -> new Sent(target, call(leaf, target, view), elapsedMs()));
  }

  private Call call(LeafRun leaf, String target, View view) {
    var limits = plan.limits();
    var expand = Expansion.of(view.expand(), limits.expandDepth(), limits.fanOut());
    var budget = new Budget(leaf.group().leftMs());
    var call = dispatcher.send(target, view.fields(), expand, transport, budget);
    call.onArrival(() -> arrived(call));
    return call;
  }
}
