package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Collections;

/** A client of jobs: has one done, and waits until it has ended. */
final class JobPost {

  private JobPost() {}

  /** The workload's documents as one job, each as often as the workload has batches. */
  static void run(String url, Workload workload) {
    var steps = Collections.nCopies(workload.batches(), "pokemon/1.." + workload.documents());
    var batch =
        new JsonObject()
            .put("requests", new JsonArray(steps))
            .put("concurrency", workload.concurrency())
            .put("fields", workload.fields());
    var client = new JobClient(URI.create(url));
    var ended = client.awaitEnd(client.submitted(batch));
    if (!ended.getString("outcome").equals("succeeded")) {
      throw new IllegalStateException("the job is not complete: " + ended);
    }
  }
}
