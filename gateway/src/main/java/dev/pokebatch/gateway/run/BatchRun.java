package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.DocumentCount;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One batch while it runs: its steps by their ids, and how many documents they come to. Which steps
 * are open is {@link GroupRun}'s matter; what is sent for when is {@link Pump}'s. When its client
 * is gone, nothing more is told to anybody. Confined to one event loop.
 */
public final class BatchRun implements ResultSource {

  private final Plan plan;
  private final Pump pump;
  private final ResultSink sink;
  private final PriorRun history;

  /** Null where it is alone: then its end is that of the answer. */
  private final @Nullable Ending ending;

  private final Map<String, StepRun> steps = new HashMap<>();
  private final GroupRun root;
  private final DocumentCount documents;
  private final ReferenceEvaluator references;
  private long read;
  private int keptBytes;
  private boolean begun;

  /**
   * A batch whose time runs from when {@link #resume} sets it going.
   *
   * @param memory that replies are counted in until the sink has taken them; the caller closes it
   */
  public BatchRun(
      Vertx vertx,
      Plan plan,
      TransportKind transport,
      Dispatcher dispatcher,
      BatchMemory memory,
      ResultSink sink) {
    this(
        plan,
        new Pump(vertx, plan.limits(), plan.concurrency(), transport, dispatcher, memory, sink),
        sink,
        null,
        PriorRun.NONE);
  }

  /** A batch whose sink counts by itself what it holds. */
  public BatchRun(
      Vertx vertx, Plan plan, TransportKind transport, Dispatcher dispatcher, ResultSink sink) {
    this(vertx, plan, transport, dispatcher, sink, PriorRun.NONE);
  }

  /** A batch that may have run before, and whose sink counts by itself what it holds. */
  public BatchRun(
      Vertx vertx,
      Plan plan,
      TransportKind transport,
      Dispatcher dispatcher,
      ResultSink sink,
      PriorRun history) {
    this(
        plan,
        new Pump(
            vertx,
            plan.limits(),
            plan.concurrency(),
            transport,
            dispatcher,
            dispatcher.memory().open(vertx.getOrCreateContext()),
            sink),
        sink,
        null,
        history);
    pump.ownMemory();
  }

  /** One of several that share what may be under way. */
  BatchRun(Plan plan, Pump pump, ResultSink sink, Ending ending) {
    this(plan, pump, sink, ending, PriorRun.NONE);
  }

  private BatchRun(
      Plan plan, Pump pump, ResultSink sink, @Nullable Ending ending, PriorRun history) {
    this.plan = plan;
    this.pump = pump;
    this.sink = sink;
    this.ending = ending;
    this.history = history;
    this.documents = new DocumentCount(plan);
    this.references = new ReferenceEvaluator(this, pump);
    this.root = new GroupRun(plan.root(), null, this);
    if (ending == null) {
      pump.whenCrashed(root::abandon);
    }
  }

  /** Goes on, first of all or after the sink was full. */
  @Override
  public void resume() {
    pump.guard(
        () -> {
          if (!begun) {
            begun = true;
            root.open();
          }
          pump.resume();
        });
  }

  @Override
  public void guard(Runnable action) {
    pump.guard(action);
  }

  /** The client has gone: calls off what is under way and falls silent. */
  public void abandon() {
    pump.silence();
    pump.guard(root::abandon);
  }

  /** What has come of it by now; what an earlier run has left behind is not counted. */
  public Summary soFar() {
    return pump.soFar();
  }

  /** The gateway is about to end: what is not there by now is called off, and told to be. */
  public void shutDown() {
    cancel(CancelledBy.SHUTDOWN);
  }

  /** Calls off what is not there by now, and tells so. */
  public void cancel(CancelledBy by) {
    if (!pump.isOver()) {
      pump.guard(() -> root.end(effort -> new Outcome.Cancelled(by, effort)));
    }
  }

  /**
   * Calls off what is under way, which still settles, and skips the rest.
   *
   * @param cause the id of the step whose failure is the reason
   */
  void stop(String cause) {
    root.stop(cause);
  }

  Plan plan() {
    return plan;
  }

  PriorRun history() {
    return history;
  }

  Vertx vertx() {
    return pump.vertx();
  }

  /** What sends for its documents. */
  Pump pump() {
    return pump;
  }

  /** Ends what is left once the answer is as long as it may be. */
  void endIfExceeded() {
    var problem = pump.bounds().exceeded();
    if (problem != null && !pump.isOver()) {
      root.end(effort -> new Outcome.Refused(problem, effort));
    }
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
    var may = pump.references().mayKeep(bytes);
    keptBytes += may ? bytes : 0;
    return may;
  }

  /** Runs what may hold the event loop for some milliseconds, when its turn comes. */
  void inTurn(Runnable work) {
    pump.inTurn(this, work);
  }

  /** Evaluates its references. */
  ReferenceEvaluator references() {
    return references;
  }

  /** Waits until a reference may read its source; see {@link ReferenceLimiter#take}. */
  ReferenceLimiter.Permit awaitReading(Runnable begin) {
    return pump.references().take(begin);
  }

  /**
   * So many documents are to be read that nobody is shown, for references.
   *
   * @return why they must not, or null
   */
  @Nullable Problem admitReading(int more) {
    var all = read + more;
    if (all > plan.limits().documents()) {
      return plan.limits().readTooOften(all);
    }
    read = all;
    return null;
  }

  /** Milliseconds since its client's request began to run. */
  double elapsedMs() {
    return pump.elapsedMs();
  }

  /** A step's documents may be sent for, where there are any left. */
  void ready(LeafRun leaf) {
    pump.ready(leaf);
  }

  /** A document that was sent for is not under way any more. */
  void back(FetcherCall call) {
    pump.back(call);
  }

  void cancel(List<FetcherCall> calls) {
    pump.cancel(calls);
  }

  /**
   * A step turns out to stand for these documents.
   *
   * @return why it must not, or null
   */
  @Nullable Problem admit(Leaf leaf, DocumentList target) {
    var refusal = documents.admit(leaf, target.size());
    if (refusal == null) {
      sink.resolved(leaf, target);
    }
    return refusal;
  }

  /** Something was asked of the upstream that no result tells of. */
  void spent(Effort effort) {
    pump.spent(effort);
  }

  /** A document has settled. */
  void hand(Result result) {
    pump.hand(result);
  }

  /** It stops, for one of its steps has failed. */
  void failed() {
    if (ending != null) {
      ending.failed(this);
    }
  }

  /** All of its steps have settled. */
  void settled() {
    pump.references().keepsNoMore(keptBytes);
    if (pump.isOver()) {
      return;
    }
    if (ending == null) {
      pump.end();
    } else {
      ending.settled(this);
    }
  }
}
