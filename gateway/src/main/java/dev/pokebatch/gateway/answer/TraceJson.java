package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Result;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Writes the times of a document's events, in milliseconds from the start of the batch. */
final class TraceJson {

  private TraceJson() {}

  /** Returns the times; events that never happened are left out. */
  static JsonObject of(Result result) {
    var times = result.times();
    var json = new JsonObject();
    put(json, "queuedMs", times.queuedMs());
    var found = result.found();
    if (found != null && !Double.isNaN(found.origin().startedMs())) {
      // The request to the upstream may have begun earlier, for another caller.
      put(json, "startedMs", times.sentMs() + Math.max(0, found.origin().startedMs()));
      put(json, "firstByteMs", times.sentMs() + Math.max(0, found.origin().firstByteMs()));
    } else {
      put(json, "startedMs", times.sentMs());
    }
    put(json, "endedMs", times.endedMs());
    if (!times.fetcher().isEmpty()) {
      json.put("fetcher", times.fetcher());
    }
    return json.put("waitedFor", new JsonArray(result.leaf().after()));
  }

  private static void put(JsonObject json, String name, double ms) {
    if (!Double.isNaN(ms)) {
      json.put(name, SummaryJson.millis(ms));
    }
  }
}
