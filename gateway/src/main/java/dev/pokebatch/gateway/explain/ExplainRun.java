package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.ResourceList;
import dev.pokebatch.gateway.plan.Selection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explains one batch: fetches the lists that it selects from, then asks the fetchers which
 * documents they have cached. Confined to one event loop.
 */
public final class ExplainRun {

  private final Vertx vertx;
  private final Plan plan;
  private final Dispatcher dispatcher;
  private final @Nullable ListReader lists;

  /** An explanation of this batch, which the reader has checked against these limits. */
  public ExplainRun(Vertx vertx, BatchRequest request, BatchLimits limits, Dispatcher dispatcher) {
    this.vertx = vertx;
    this.plan = Plan.of(request, limits);
    this.dispatcher = dispatcher;
    var resources = resources(plan);
    this.lists =
        resources.isEmpty() ? null : new ListReader(vertx, resources, request, limits, dispatcher);
  }

  private static Set<String> resources(Plan plan) {
    var resources = new LinkedHashSet<String>();
    for (var leaf : plan.root().leaves()) {
      if (leaf.selection() instanceof Selection.Listed listed) {
        resources.add(listed.resource());
      }
    }
    return resources;
  }

  /** Returns whether lists are fetched. */
  public boolean readsLists() {
    return lists != null;
  }

  /** Starts; the result is the answer of {@code POST /v1/explain}. */
  public Future<JsonObject> begin() {
    var reader = lists;
    return (reader == null ? Future.succeededFuture(ResourceLists.NONE) : reader.begin())
        .compose(this::awaitTurn)
        .compose(this::explain)
        .map(Explanation::toJson);
  }

  /** Cancels the lists that have not arrived, because the gateway shuts down. */
  public void shutDown() {
    if (lists != null) {
      lists.shutDown();
    }
  }

  /** Cancels everything in flight and returns no result, because the client has gone. */
  public void abandon() {
    if (lists != null) {
      lists.abandon();
    }
  }

  /** Waits for a turn of the client, because thousands of documents take some milliseconds. */
  private Future<ResourceLists> awaitTurn(ResourceLists read) {
    Promise<ResourceLists> turn = Promise.promise();
    dispatcher.turns().take(vertx, this, () -> turn.complete(read));
    return turn.future();
  }

  private Future<Explanation> explain(ResourceLists lists) {
    var documents = new KnownDocuments(plan, lists);
    var waves = WavePlanner.of(plan, documents);
    var unique = new LinkedHashSet<String>();
    waves.forEach(wave -> unique.addAll(wave.targets()));
    var listed = lists.entries().keySet().stream().map(ResourceList::target).toList();
    var wanted = new LinkedHashSet<>(unique);
    wanted.addAll(listed);
    return dispatcher
        .cached(wanted)
        .map(
            cached ->
                new Explanation(
                    waves,
                    unique.size(),
                    of(cached, unique),
                    estimate(listed, waves, cached),
                    documents.problems()));
  }

  private Estimate estimate(List<String> lists, List<Wave> waves, Map<String, Long> cached) {
    return Estimate.of(
        lists, waves, cached.keySet(), plan.options().concurrency(), dispatcher.transfers());
  }

  private static Map<String, Long> of(Map<String, Long> cached, Set<String> documents) {
    var some = new HashMap<>(cached);
    some.keySet().retainAll(documents);
    return some;
  }
}
