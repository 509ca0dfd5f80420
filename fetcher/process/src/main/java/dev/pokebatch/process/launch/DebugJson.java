package dev.pokebatch.process.launch;

import dev.pokebatch.contract.client.FetcherView;
import dev.pokebatch.process.memory.MemoryPool;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Parts of {@code /debug} that both services have. */
public final class DebugJson {

  private DebugJson() {}

  /** Returns what event loops know of the fetchers, an array for each event loop. */
  public static JsonArray fetchers(List<List<FetcherView>> byLoop) {
    return new JsonArray(
        byLoop.stream()
            .map(seen -> new JsonArray(seen.stream().map(DebugJson::fetcher).toList()))
            .toList());
  }

  private static JsonObject fetcher(FetcherView seen) {
    return new JsonObject()
        .put("name", seen.name())
        .put("lanes", seen.lanes())
        .put("serves", seen.serves())
        .put("missedAnnouncements", seen.missed())
        .put("saturated", seen.saturated())
        .put("inFlight", seen.inFlight());
  }

  /** Returns the size, the bytes in use and the waiting reservations of each pool. */
  public static JsonArray pools(List<MemoryPool> pools) {
    var all = new JsonArray();
    for (var pool : pools) {
      all.add(
          new JsonObject()
              .put("pool", pool.name())
              .put("bytes", pool.size())
              .put("usedBytes", pool.size() - pool.free())
              .put("waiting", pool.waiting()));
    }
    return all;
  }
}
