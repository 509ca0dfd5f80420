package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * What the steps of one client's batches share: their event loop, their clock and their access to
 * fetchers. Confined to one event loop.
 */
final class RunContext {

  private final Vertx vertx;
  private final Dispatcher dispatcher;
  private final CrashGuard guard;
  private final RunTrace trace;
  private final LongSupplier nanoTime;
  private final long startedAt;

  /**
   * @param sink told if a callback throws
   * @param nanoTime as {@link System#nanoTime}
   */
  RunContext(Vertx vertx, Dispatcher dispatcher, ResultSink sink, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.dispatcher = dispatcher;
    this.trace = new RunTrace(dispatcher.span());
    this.guard = new CrashGuard(sink, dispatcher.span().request());
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  Vertx vertx() {
    return vertx;
  }

  /** Returns the context of the event loop. */
  Context loop() {
    return vertx.getOrCreateContext();
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Returns the spans of the batches. */
  RunTrace trace() {
    return trace;
  }

  /** Returns the guard that all callbacks run in. */
  CrashGuard guard() {
    return guard;
  }

  /** Runs a callback in the guard. */
  void guarded(Runnable action) {
    guard.run(action);
  }

  /** Starts a deadline; its callback runs in the guard. */
  Deadline deadline(long limitMs, Runnable onExpiry) {
    return new Deadline(vertx, nanoTime, limitMs, () -> guarded(onExpiry));
  }

  /** Returns the milliseconds since the first batch was made. */
  double elapsedMs() {
    return (nanoTime.getAsLong() - startedAt) / 1e6;
  }

  /**
   * Runs work that may take the event loop some milliseconds, when it is the batch's turn.
   *
   * @param batch the batch that takes turns with others
   */
  void inTurn(BatchRun batch, Runnable work) {
    dispatcher.turns().take(vertx, batch, () -> guarded(work));
  }

  /** Runs a call on a worker thread, when it is the batch's turn. */
  <T> Future<T> onWorker(BatchRun batch, Callable<T> call) {
    return dispatcher.workerTurns().take(vertx, batch, call);
  }

  /** Cancels calls. Each still gets a reply. */
  void cancel(List<FetcherCall> calls) {
    dispatcher.cancel(calls);
  }

  /** Returns the estimated size of documents of the same kind and view. */
  SizeEstimate size(String target, View view) {
    return dispatcher.sizes().of(target, view.fields(), view.expand());
  }
}
