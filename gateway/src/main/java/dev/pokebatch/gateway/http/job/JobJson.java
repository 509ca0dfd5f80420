package dev.pokebatch.gateway.http.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.answer.SummaryJson;
import dev.pokebatch.gateway.job.JobStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a job's status as JSON. */
final class JobJson {

  private JobJson() {}

  /** Returns the path of a job. */
  static String path(String id) {
    return "/v1/batches/" + id;
  }

  /** Returns the status as the caller sees it: an admin also sees whose job it is. */
  static JsonObject of(JobStatus status, Caller caller) {
    var job = status.job();
    var json = new JsonObject().put("id", job.id()).put("state", job.state().word());
    if (caller.isAdmin()) {
      json.put("owner", job.belongsTo());
    }
    if (job.endReason() != null) {
      json.put("endReason", job.endReason().word()).put("outcome", status.outcome().word());
    }
    if (job.problem() != null) {
      json.put("problem", new JsonObject(job.problem()));
    }
    put(json, "createdAt", job.createdAt());
    put(json, "startedAt", job.startedAt());
    put(json, "endedAt", job.endedAt());
    put(json, "expiresAt", job.expiresAt());
    if (job.retryOf() != null) {
      json.put("retryOf", job.retryOf());
    }
    json.put("progress", progress(status));
    if (job.endReason() != null) {
      json.put("summary", SummaryJson.of(status.summary())).put("complete", status.isComplete());
    }
    return json.put("links", links(job.id()));
  }

  private static JsonObject progress(JobStatus status) {
    var counts = status.job().counts();
    var progress =
        new JsonObject()
            .put("total", counts.total())
            .put("succeeded", counts.succeeded())
            .put("failed", counts.failed())
            .put("skipped", counts.skipped())
            .put("cancelled", counts.cancelled())
            .put("seq", status.job().lastSeq());
    status.remainingMs().ifPresent(millis -> progress.put("remainingMs", millis));
    return progress;
  }

  private static JsonObject links(String id) {
    var path = path(id);
    return new JsonObject()
        .put("self", path)
        .put("results", path + "/results")
        .put("events", path + "/events")
        .put("cancel", path + "/cancel")
        .put("retry", path + "/retry");
  }

  private static void put(JsonObject json, String name, @Nullable Long millis) {
    if (millis != null) {
      json.put(name, Instant.ofEpochMilli(millis).toString());
    }
  }
}
