package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.ResourceList;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.run.BatchRun;
import dev.pokebatch.gateway.run.PriorRun;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fetches the lists that a batch selects from, each once, as a batch of its own with the same
 * deadline and concurrency. Confined to one event loop.
 */
final class ListReader implements ResultSink {

  private final Map<String, List<String>> entries = new HashMap<>();
  private final Map<String, Problem> problems = new HashMap<>();
  private final Promise<ResourceLists> done = Promise.promise();
  private final BatchRun run;

  /**
   * @param resources the resources whose lists are fetched, at least one
   * @param batch the batch that selects from the lists
   */
  ListReader(
      Vertx vertx,
      Collection<String> resources,
      BatchRequest batch,
      BatchLimits limits,
      Dispatcher dispatcher) {
    var lists = View.of(ResourceList.FIELDS);
    var steps = resources.stream().map(resource -> step(resource, lists)).toList();
    var request =
        new BatchRequest(
            steps,
            batch
                .options()
                .with(OptionTable.MODE, Mode.PARALLEL)
                .with(OptionTable.ON_ERROR, OnError.CONTINUE));
    var traced = dispatcher.in(dispatcher.span().begin("lists"));
    run = new BatchRun(vertx, Plan.of(request, limits), traced, this, PriorRun.NONE);
  }

  private static Step step(String resource, View view) {
    return new Step.Get(resource, new DocumentList.Single(ResourceList.target(resource)), view);
  }

  /**
   * Starts. The future fails only for an internal error; a list that cannot be fetched is among the
   * problems.
   */
  Future<ResourceLists> begin() {
    run.resume();
    return done.future();
  }

  /** See {@link BatchRun#shutDown}. */
  void shutDown() {
    run.shutDown();
  }

  /** See {@link BatchRun#abandon}. */
  void abandon() {
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
    var resource = result.leaf().id();
    var found = result.found();
    if (found == null) {
      problems.put(resource, Objects.requireNonNull(result.toProblem()));
      return;
    }
    ResourceList.read(found.body())
        .ifPresentOrElse(
            list -> entries.put(resource, list),
            () -> problems.put(resource, Problems.of(ResourceList.invalid(resource), 1)));
  }

  @Override
  public void end(Summary summary) {
    done.complete(new ResourceLists(entries, problems));
  }

  @Override
  public void fail(Problem problem) {
    done.fail(new ProblemException(problem));
  }
}
