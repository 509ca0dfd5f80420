package dev.pokebatch.gateway.demo;

import dev.pokebatch.gateway.demo.Demo.Job;
import dev.pokebatch.gateway.demo.Demo.Run;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Posts a batch, and draws a progress bar that grows with each document received; one line for each
 * batch where nobody watches.
 */
final class DemoClient {

  private static final int WIDTH = 20;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final PrintStream out;
  private final boolean isWatched;

  /**
   * @param isWatched whether {@code out} is a terminal
   */
  DemoClient(int port, PrintStream out, boolean isWatched) {
    this.isWatched = isWatched;
    this.url = URI.create("http://127.0.0.1:" + port + "/v1/batches");
    this.out = out;
  }

  /**
   * Posts a first batch over each transport, so that no measured run includes the warm-up of the
   * process.
   */
  void warmUp() throws IOException, InterruptedException {
    for (var transport : List.of("non-blocking", "blocking")) {
      var job = new Job("", "parallel", transport);
      http.send(request(job, List.of(1, 2, 3)), BodyHandlers.discarding());
    }
  }

  Run run(Job job, List<Integer> ids) throws IOException, InterruptedException {
    var startedAt = System.nanoTime();
    var names = new String[ids.size()];
    progress(job, 0, ids.size(), startedAt);
    try (var lines = http.send(request(job, ids), BodyHandlers.ofLines()).body()) {
      var received = 0;
      for (var line : (Iterable<String>) lines::iterator) {
        var item = new JsonObject(line);
        if (item.getString("type").equals("item")) {
          names[item.getInteger("index")] = name(item.getJsonObject("item"));
          progress(job, ++received, ids.size(), startedAt);
        }
      }
    }
    var seconds = (System.nanoTime() - startedAt) / 1e9;
    out.println();
    return new Run(job, Arrays.stream(names).filter(Objects::nonNull).toList(), seconds);
  }

  private HttpRequest request(Job job, List<Integer> ids) {
    var requests = new JsonArray();
    ids.forEach(id -> requests.add("pokemon/" + id));
    var batch =
        new JsonObject()
            .put("requests", requests)
            .put("mode", job.mode())
            .put("transport", job.transport())
            .put("fields", "id,name");
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("Accept", "application/x-ndjson")
        .POST(BodyPublishers.ofString(batch.encode()))
        .build();
  }

  private static String name(JsonObject item) {
    return item.getInteger("status") == 200 ? item.getJsonObject("body").getString("name") : "?";
  }

  private void progress(Job job, int received, int all, long startedAt) {
    if (!isWatched && received < all) {
      return;
    }
    var full = WIDTH * received / all;
    out.printf(
        Locale.ROOT,
        "%s  %-28s %s%s %2d/%d  %5.2f s",
        isWatched ? "\r" : "",
        job.title(),
        "█".repeat(full),
        "░".repeat(WIDTH - full),
        received,
        all,
        (System.nanoTime() - startedAt) / 1e9);
    out.flush();
  }
}
