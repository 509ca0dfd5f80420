package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.memory.Grant;
import dev.pokebatch.gateway.problem.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * What one client has under way, in however many batches: sends for the documents of the steps that
 * are ready, in request order, as many at once as the client asked for, the bound over all clients
 * and the sink allow, and hands each result to the sink. Confined to one event loop.
 */
final class Pump implements InFlightLimit.Waiter {

  private final Vertx vertx;
  private final BatchLimits limits;
  private final int concurrency;
  private final TransportKind transport;
  private final Dispatcher dispatcher;
  private final BatchMemory memory;
  private final ReferenceLimiter references;
  private final ReplyLimits bounds;
  private final ResultSink sink;
  private final Tally tally = new Tally();
  private final TreeMap<Long, LeafRun> ready = new TreeMap<>();
  private final long startedAt = System.nanoTime();

  /** Documents that are there, but for their links: as many again as may be under way. */
  private final Set<FetcherCall> following = new HashSet<>();

  private Runnable room = () -> {};
  private Runnable onCrash = () -> {};
  private int underWay;
  private boolean ownsMemory;
  private boolean over;

  /** Whether the sink is told nothing more: its client is gone, or it has been told of a fault. */
  private boolean silent;

  private boolean inLine;
  private boolean pumping;

  /** Whether there is a permit that no document has been sent for with. */
  private boolean unused;

  /**
   * @param concurrency how many documents may be under way at once
   * @param memory that replies are counted in; the caller closes it, but for {@link #ownMemory}
   */
  Pump(
      Vertx vertx,
      BatchLimits limits,
      int concurrency,
      TransportKind transport,
      Dispatcher dispatcher,
      BatchMemory memory,
      ResultSink sink) {
    this.vertx = vertx;
    this.limits = limits;
    this.concurrency = concurrency;
    this.transport = transport;
    this.dispatcher = dispatcher;
    this.memory = memory;
    this.bounds = new ReplyLimits(limits, dispatcher.memory(), memory, sink);
    this.sink = sink;
    var loop = vertx.getOrCreateContext();
    this.references =
        new ReferenceLimiter(
            dispatcher.memory().references(),
            limits.referenceBytes(),
            task -> loop.runOnContext(soon -> guard(task)));
  }

  /** Says what to do when {@link #hasRoom}, from within whatever made it so. */
  void whenRoom(Runnable action) {
    room = action;
  }

  /** Says how to abandon what runs, where something was thrown that must not be. */
  void whenCrashed(Runnable action) {
    onCrash = action;
  }

  /** Runs what an event asks for; see {@link ResultSource#guard}. */
  void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error thrown) {
      crash(thrown);
    }
  }

  private void crash(Throwable thrown) {
    var problem = Problems.of(thrown); // logs it
    if (silent) {
      return;
    }
    silence();
    try {
      onCrash.run();
    } finally {
      sink.fail(problem);
    }
  }

  /** Sends for what can be sent for now. */
  void resume() {
    guard(this::sendAll);
  }

  private void sendAll() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (wantsMore() && !inLine) {
      if (dispatcher.limit().acquire(this, vertx.getOrCreateContext())) {
        sendNext();
      } else {
        inLine = true;
      }
    }
    pumping = false;
    if (hasRoom()) {
      room.run();
    }
  }

  @Override
  public void granted() {
    guard(this::useGranted);
  }

  private void useGranted() {
    inLine = false;
    if (wantsMore()) {
      sendNext();
      resume();
    } else {
      dispatcher.limit().release();
    }
  }

  Vertx vertx() {
    return vertx;
  }

  /** Runs what may hold the event loop for some milliseconds, when its owner's turn comes. */
  void inTurn(Object owner, Runnable work) {
    dispatcher.turns().take(vertx, owner, () -> guard(work));
  }

  /** Runs a call beside the event loop when its owner's turn comes. */
  <T> Future<T> beside(Object owner, Callable<T> call) {
    return dispatcher.turnsBeside().take(vertx, owner, call);
  }

  /** Milliseconds since it was made. */
  double elapsedMs() {
    return (System.nanoTime() - startedAt) / 1e6;
  }

  /** Whether another document could be under way, and no step is ready to send for one. */
  boolean hasRoom() {
    forgetWhatHasSent();
    return !over && ready.isEmpty() && underWay < concurrency;
  }

  boolean isOver() {
    return over;
  }

  /** Lets references read their sources. */
  ReferenceLimiter references() {
    return references;
  }

  /** A step's documents may be sent for, where there are any left. */
  void ready(LeafRun leaf) {
    if (!over && leaf.maySend()) {
      ready.put(leaf.leaf().ordinal(), leaf);
    }
  }

  /** A document that was sent for is not under way any more. */
  void back(FetcherCall call) {
    if (!following.remove(call)) {
      underWay--;
    }
  }

  /** It is there, and its links are followed: the next may be sent for, within bounds. */
  private void arrived(FetcherCall call) {
    if (!over && following.size() < concurrency && following.add(call)) {
      underWay--;
      resume();
    }
  }

  void cancel(List<FetcherCall> calls) {
    dispatcher.cancel(calls);
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

  /** The size of documents of the same kind. */
  SizeEstimate size(String target, View view) {
    return dispatcher.sizes().of(target, view.fields(), view.expand());
  }

  /** What the replies are bounded by. */
  ReplyLimits bounds() {
    return bounds;
  }

  /** Closes the memory when nothing more comes: what the sink holds is its own matter. */
  void ownMemory() {
    ownsMemory = true;
  }

  /** What has come of it by now. */
  Summary soFar() {
    return tally.summary(elapsedMs());
  }

  /** Nothing more comes: tells the sink. */
  void end() {
    close();
    sink.end(soFar());
  }

  /** Tells the sink nothing more. */
  void silence() {
    silent = true;
    close();
  }

  private void close() {
    over = true;
    ready.clear();
    dispatcher.limit().leave(this);
    references.close();
    if (ownsMemory) {
      memory.close();
    }
  }

  private void forgetWhatHasSent() {
    while (!ready.isEmpty() && !ready.firstEntry().getValue().maySend()) {
      ready.pollFirstEntry();
    }
  }

  /**
   * In its last millisecond a step is about to end, though its timer may not have come yet; what
   * was sent for may have noticed already.
   */
  private boolean wantsMore() {
    forgetWhatHasSent();
    if (over || ready.isEmpty() || underWay >= concurrency) {
      return false;
    }
    var first = ready.firstEntry().getValue();
    var anyUnderWay = underWay + following.size() > 0;
    return first.group().leftMs() > 1
        && !sink.isFull(first.leaf(), first.next())
        && bounds.haveMemory(first.nextSize(), anyUnderWay, this::resume);
  }

  private void sendNext() {
    unused = true;
    try {
      var leaf = ready.firstEntry().getValue();
      underWay++;
      leaf.send((target, view) -> send(leaf, target, view));
    } finally {
      if (unused) {
        dispatcher.limit().release();
      }
    }
  }

  private InFlightFetch send(LeafRun leaf, String target, View view) {
    var size = leaf.size(target, view);
    var grant = bounds.grant(size);
    var call = call(leaf, target, view, size, grant);
    grant.whenRefused(() -> cancel(List.of(call)));
    return new InFlightFetch(target, call, elapsedMs(), grant);
  }

  private FetcherCall call(LeafRun leaf, String target, View view, SizeEstimate size, Grant grant) {
    var expand = Expansion.of(view.expand(), limits.expandDepth(), limits.fanOut());
    var budget = new Budget(leaf.group().leftMs());
    var call = dispatcher.send(target, view.fields(), expand, transport, budget, size, grant);
    unused = false;
    call.onArrival(() -> guard(() -> arrived(call)));
    return call;
  }
}
