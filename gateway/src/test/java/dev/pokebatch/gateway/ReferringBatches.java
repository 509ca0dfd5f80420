package dev.pokebatch.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Builds batches whose steps refer to one another, and reads their answers. */
final class ReferringBatches {

  private ReferringBatches() {}

  /** A document, and what a path finds in it. */
  static JsonArray twoSteps(String path) {
    return new JsonArray()
        .add(new JsonObject().put("id", "a").put("get", "berry/1"))
        .add(new JsonObject().put("get", reference("a", path)));
  }

  static JsonObject reference(String id, String path) {
    return new JsonObject().put("from", id).put("path", path);
  }

  static JsonObject batch(JsonArray requests) {
    return new JsonObject().put("requests", requests);
  }

  static JsonObject problem(JsonObject answer, int step) {
    return answer.getJsonArray("responses").getJsonObject(step).getJsonObject("problem");
  }
}
