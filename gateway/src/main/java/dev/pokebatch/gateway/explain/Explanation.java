package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a batch does and costs.
 *
 * @param waves the documents that it fetches at the same time, in order
 * @param unique the number of different known documents
 * @param cached the length in bytes of each cached document, by target
 * @param estimate the requests to the upstream
 * @param problems the problems of steps that fail as a whole, by their ids
 */
record Explanation(
    List<Wave> waves,
    int unique,
    Map<String, Long> cached,
    Estimate estimate,
    Map<String, Problem> problems) {

  /** Returns the answer of {@code POST /v1/explain}. */
  JsonObject toJson() {
    var json =
        new JsonObject()
            .put("waves", new JsonArray(waves.stream().map(Explanation::toJson).toList()))
            .put("documents", documentsJson())
            .put("cached", cached.size())
            .put("cachedBytes", cached.values().stream().mapToLong(Long::longValue).sum())
            .put("estimate", toJson(estimate));
    return problems.isEmpty() ? json : json.put("problems", problemsJson());
  }

  private JsonObject documentsJson() {
    return new JsonObject()
        .put("total", waves.stream().mapToInt(wave -> wave.targets().size()).sum())
        .put("unique", unique)
        .put("unknownUntilRun", waves.stream().anyMatch(Wave::unknown));
  }

  private JsonArray problemsJson() {
    var entries = new JsonArray();
    problems.forEach(
        (step, problem) ->
            entries.add(new JsonObject().put("id", step).put("problem", problem.toJson())));
    return entries;
  }

  private static JsonObject toJson(Wave wave) {
    return new JsonObject()
        .put("steps", wave.steps())
        .put("documents", wave.targets().size())
        .put("unknownUntilRun", wave.unknown());
  }

  private static JsonObject toJson(Estimate estimate) {
    return new JsonObject()
        .put("requests", estimate.requests())
        .put("bytes", estimate.bytes())
        .put("timeMs", Math.round(estimate.timeMs()))
        .put("basis", new JsonObject().put("requests", estimate.basis()));
  }
}
