package dev.pokebatch.gateway.run;

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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One batch while it runs: its steps by their ids, and its number of documents. {@link GroupRun}
 * decides when a step starts, {@link Pump} when a document is fetched. Confined to one event loop.
 */
public final class BatchRun implements ResultSource {

  private final Plan plan;
  private final Pump pump;
  private final RunContext context;
  private final ResultSink sink;
  private final PriorRun priorRun;

  /** Null if the batch is the only one of its pump. */
  private final @Nullable BatchListener listener;

  private final Map<String, StepRun> steps = new HashMap<>();
  private final GroupRun root;
  private final DocumentCount documents;
  private final ReferenceEvaluator references;
  private final ReferenceBudget referenceBudget;
  private final ShapeWork shapeWork;
  private boolean started;

  /**
   * A batch whose results are reserved from the given memory. It starts with {@link #resume}.
   *
   * @param memory reserved for replies until the sink has taken them; the caller closes it
   */
  public BatchRun(
      Vertx vertx, Plan plan, Dispatcher dispatcher, BatchMemory memory, ResultSink sink) {
    this(vertx, plan, dispatcher, memory, sink, PriorRun.NONE);
  }

  /** The same, for a batch that may continue an earlier run. */
  public BatchRun(
      Vertx vertx,
      Plan plan,
      Dispatcher dispatcher,
      BatchMemory memory,
      ResultSink sink,
      PriorRun priorRun) {
    this(plan, pump(vertx, plan, dispatcher, memory, sink), sink, null, priorRun);
  }

  /** A batch that may continue an earlier run, and whose sink keeps no documents. */
  public BatchRun(
      Vertx vertx, Plan plan, Dispatcher dispatcher, ResultSink sink, PriorRun priorRun) {
    this(
        plan,
        pump(vertx, plan, dispatcher, dispatcher.memory().open(vertx.getOrCreateContext()), sink),
        sink,
        null,
        priorRun);
    pump.ownMemory();
  }

  /** A batch that shares its pump with others; the listener decides when the pump ends. */
  BatchRun(Plan plan, Pump pump, ResultSink sink, BatchListener listener) {
    this(plan, pump, sink, listener, PriorRun.NONE);
  }

  private BatchRun(
      Plan plan, Pump pump, ResultSink sink, @Nullable BatchListener listener, PriorRun priorRun) {
    this.plan = plan;
    this.pump = pump;
    this.context = pump.context();
    this.sink = sink;
    this.listener = listener;
    this.priorRun = priorRun;
    this.documents = new DocumentCount(plan);
    this.references = new ReferenceEvaluator(this, context);
    this.referenceBudget = new ReferenceBudget(plan.limits(), pump.references());
    this.shapeWork = new ShapeWork(plan.limits().batchShapeWork());
    this.root = new GroupRun(plan.root(), null, this);
    if (listener == null) {
      context.guard().whenCrashed(root::abandon);
    }
  }

  private static Pump pump(
      Vertx vertx, Plan plan, Dispatcher dispatcher, BatchMemory memory, ResultSink sink) {
    var context = new RunContext(vertx, dispatcher, sink, System::nanoTime);
    return new Pump(context, plan.limits(), plan.options(), memory, sink);
  }

  /** Starts the batch, or continues it after the sink was full. */
  @Override
  public void resume() {
    context.guarded(
        () -> {
          if (!started) {
            started = true;
            root.open();
          }
          pump.resume();
        });
  }

  @Override
  public void guard(Runnable action) {
    context.guarded(action);
  }

  /** Cancels everything in flight and calls the sink no more, because the client has gone. */
  public void abandon() {
    context.guard().silence();
    context.guarded(root::abandon);
  }

  /** Returns the summary of the results so far, without those of an earlier run. */
  public Summary summary() {
    return pump.summary();
  }

  /** Cancels what has not ended, because the gateway shuts down; the sink gets those results. */
  public void shutDown() {
    cancel(CancelledBy.SHUTDOWN);
  }

  /** Cancels what has not ended; the sink gets those results. */
  public void cancel(CancelledBy by) {
    if (!pump.isOver()) {
      context.guarded(() -> root.end(effort -> new Outcome.Cancelled(by, effort)));
    }
  }

  /**
   * Cancels what is in flight, whose results still come, and skips the rest.
   *
   * @param cause the id of the failed step
   */
  void stop(String cause) {
    root.stop(cause);
  }

  Plan plan() {
    return plan;
  }

  BatchLimits limits() {
    return plan.limits();
  }

  PriorRun priorRun() {
    return priorRun;
  }

  Pump pump() {
    return pump;
  }

  RunContext context() {
    return context;
  }

  ReferenceEvaluator references() {
    return references;
  }

  ReferenceBudget referenceBudget() {
    return referenceBudget;
  }

  /** Returns the work of its shapes. */
  ShapeWork shapeWork() {
    return shapeWork;
  }

  /** Ends what is left if the answer has reached its maximum length. */
  void endIfExceeded() {
    var problem = pump.replyLimits().exceeded();
    if (problem != null && !pump.isOver()) {
      root.end(effort -> new Outcome.Refused(problem, effort));
    }
  }

  /** Adds a step, so that references can find it. */
  void register(String id, StepRun step) {
    steps.put(id, step);
  }

  /** Returns an earlier step. */
  StepRun step(String id) {
    return Objects.requireNonNull(steps.get(id), id);
  }

  /**
   * Counts the documents of a step, which are now known, and tells the sink.
   *
   * @return {@code limit-exceeded}, or null if the step may have them
   */
  @Nullable Problem admit(Leaf leaf, DocumentList list) {
    var problem = documents.admit(leaf, list.size());
    if (problem == null) {
      sink.resolved(leaf, list);
    }
    return problem;
  }

  /** One of its steps failed, and its group has {@code onError: stop}. */
  void failed() {
    if (listener != null) {
      listener.failed(this);
    }
  }

  /** All of its steps have ended. */
  void ended() {
    referenceBudget.release();
    if (pump.isOver()) {
      return;
    }
    if (listener == null) {
      pump.end();
    } else {
      listener.ended(this);
    }
  }

  /** Told about a batch that shares its pump with others. */
  interface BatchListener {

    /** The batch has stopped, because one of its steps failed. */
    void failed(BatchRun batch);

    /** All steps of the batch have ended. */
    void ended(BatchRun batch);
  }
}
