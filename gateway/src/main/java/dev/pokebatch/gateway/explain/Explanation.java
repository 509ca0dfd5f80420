package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a batch would do and cost.
 *
 * @param waves what it does, in order
 * @param unique how many of the known documents are not the same as another
 * @param held the bytes of each document of those that need not be got
 * @param estimate what it takes
 * @param problems by its id, why a step would fail as a whole
 */
record Explanation(
    List<Wave> waves,
    int unique,
    Map<String, Long> held,
    Estimate estimate,
    Map<String, Problem> problems) {

  /** The answer of {@code POST /v1/explain}. */
  JsonObject toJson() {
    var json =
        new JsonObject()
            .put("waves", new JsonArray(waves.stream().map(Explanation::toJson).toList()))
            .put("documents", documentsJson())
            .put("cached", held.size())
            .put("cachedBytes", held.values().stream().mapToLong(Long::longValue).sum())
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
    var told = new JsonArray();
    problems.forEach(
        (step, problem) ->
            told.add(new JsonObject().put("id", step).put("problem", problem.toJson())));
    return told;
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
