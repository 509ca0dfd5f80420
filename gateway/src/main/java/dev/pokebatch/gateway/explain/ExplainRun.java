package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.ResourceList;
import dev.pokebatch.gateway.plan.Selection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One batch while it is explained: lists are read where it selects from any, then the fetchers are
 * asked what they hold. Confined to one event loop.
 */
public final class ExplainRun {

  private final Plan plan;
  private final Dispatcher dispatcher;
  private final @Nullable ListReader reading;

  /** A batch, and the limits within which it is. */
  public ExplainRun(Vertx vertx, BatchRequest request, BatchLimits limits, Dispatcher dispatcher) {
    this.plan = Plan.of(request, limits);
    this.dispatcher = dispatcher;
    var resources = resources(plan);
    this.reading =
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

  /** Whether lists are to be read. */
  public boolean readsLists() {
    return reading != null;
  }

  /** Begins; what comes of it is the answer of {@code POST /v1/explain}. */
  public Future<JsonObject> begin() {
    var known = reading;
    return (known == null ? Future.succeededFuture(ResourceLists.NONE) : known.begin())
        .compose(this::explain)
        .map(Explanation::toJson);
  }

  /** The gateway is about to end: what lists are not there by now are not waited for. */
  public void shutDown() {
    if (reading != null) {
      reading.shutDown();
    }
  }

  /** The client has gone: whatever is under way is called off, and nothing is told to anybody. */
  public void abandon() {
    if (reading != null) {
      reading.abandon();
    }
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
            held ->
                new Explanation(
                    waves,
                    unique.size(),
                    of(held, unique),
                    estimate(listed, waves, held),
                    documents.problems()));
  }

  private Estimate estimate(List<String> lists, List<Wave> waves, Map<String, Long> held) {
    return Estimate.of(lists, waves, held.keySet(), plan.concurrency(), dispatcher.transfers());
  }

  private static Map<String, Long> of(Map<String, Long> held, Set<String> documents) {
    var some = new HashMap<>(held);
    some.keySet().retainAll(documents);
    return some;
  }
}
