package dev.pokebatch.gateway.sprite;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.run.BatchRun;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs a batch and keeps its results, for an answer that needs all of them. Confined to one event
 * loop.
 */
public final class CollectedDocuments implements ResultSink {

  private static final Comparator<Result> REQUEST_ORDER =
      Comparator.<Result>comparingLong(result -> result.leaf().ordinal())
          .thenComparingInt(Result::item);

  private final List<Result> results = new ArrayList<>();
  private final Promise<List<Result>> done = Promise.promise();
  private final BatchMemory memory;
  private final BatchRun run;

  /**
   * @param memory counts the results until the caller closes it
   */
  public CollectedDocuments(
      Vertx vertx,
      BatchRequest request,
      BatchLimits limits,
      Dispatcher dispatcher,
      BatchMemory memory) {
    this.memory = memory;
    this.run = new BatchRun(vertx, Plan.of(request, limits), dispatcher, memory, this);
  }

  /** Starts. Returns all results in request order; fails only for an internal error. */
  public Future<List<Result>> begin() {
    run.resume();
    return done.future();
  }

  /** See {@link BatchRun#shutDown}. */
  public void shutDown() {
    run.shutDown();
  }

  /** See {@link BatchRun#abandon}. */
  public void abandon() {
    run.abandon();
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return false;
  }

  @Override
  public void resolved(Leaf leaf, DocumentList documents) {}

  @Override
  public void accept(Result result) {
    memory.hold(result.memoryBytes());
    results.add(result);
  }

  @Override
  public long answerBytes(long bytes) {
    return bytes;
  }

  @Override
  public void end(Summary summary) {
    results.sort(REQUEST_ORDER);
    done.complete(results);
  }

  @Override
  public void fail(Problem problem) {
    done.fail(new ProblemException(problem));
  }
}
