package dev.pokebatch.gateway.launch;

import dev.pokebatch.contract.client.FetcherView;
import dev.pokebatch.gateway.GatewayVerticle;
import dev.pokebatch.gateway.ProcessResources;
import dev.pokebatch.gateway.metrics.InFlightBatch;
import dev.pokebatch.process.launch.DebugJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is going on in a gateway, for {@code /debug}. */
final class GatewayDebug {

  /** The longest list of batches, so that an overloaded gateway can still answer. */
  private static final int MOST = 100;

  private static final int HOLDERS = 10;

  private GatewayDebug() {}

  static Future<JsonObject> of(List<GatewayVerticle> verticles, ProcessResources shared) {
    var batches = shared.meters().batches().inFlight();
    var holders =
        batches.stream()
            .filter(batch -> batch.memoryBytes() > 0)
            .sorted(Comparator.comparingLong(InFlightBatch::memoryBytes).reversed())
            .limit(HOLDERS);
    var memory = shared.memory();
    var pools = List.of(shared.requests().pool(), memory.pool(), memory.references());
    return Future.join(verticles.stream().map(GatewayVerticle::fetcherViews).toList())
        .map(
            seen ->
                new JsonObject()
                    .put("batchesInFlight", batches.size())
                    .put("batches", json(batches.stream().limit(MOST)))
                    .put("memory", DebugJson.pools(pools))
                    .put("largestHolders", json(holders))
                    .put("fetchers", DebugJson.fetchers(seen.<List<FetcherView>>list())));
  }

  private static JsonArray json(Stream<InFlightBatch> batches) {
    return new JsonArray(batches.map(GatewayDebug::json).toList());
  }

  private static JsonObject json(InFlightBatch batch) {
    return new JsonObject()
        .put("id", batch.id())
        .put("shape", batch.shape())
        .put("stage", batch.stage())
        .put("ageMs", batch.ageMs())
        .put("results", batch.results())
        .put("memoryBytes", batch.memoryBytes());
  }
}
