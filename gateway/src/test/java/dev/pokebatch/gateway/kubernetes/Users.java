package dev.pokebatch.gateway.kubernetes;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Users who send requests continuously, each the next one as soon as the last has ended: batches, a
 * stream of documents that are not cached, and a job of such documents. Each request must succeed.
 */
final class Users implements AutoCloseable {

  private static final int STREAMED = 240;
  private static final int IN_JOB = 400;

  private final RetryingClient client;
  private final AtomicInteger nextId = new AtomicInteger(1_000);
  private final AtomicInteger batches = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger jobs = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads;
  private volatile boolean over;

  /** What one of them does, over and over. */
  private interface Errand {
    void run() throws Exception;
  }

  Users(RetryingClient client) {
    this.client = client;
    this.threads =
        Stream.<Errand>of(this::batch, this::batch, this::stream, this::job)
            .map(errand -> new Thread(() -> repeat(errand)))
            .toList();
    threads.forEach(Thread::start);
  }

  /** Waits until each has got something more. */
  void awaitMore() {
    var enough = List.of(batches.get() + 2, streams.get() + 1, jobs.get() + 1);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                !failures.isEmpty()
                    || (batches.get() >= enough.get(0)
                        && streams.get() >= enough.get(1)
                        && jobs.get() >= enough.get(2)));
  }

  /** What they have not got. */
  List<String> failures() {
    return failures;
  }

  @Override
  public String toString() {
    return batches + " batches, " + streams + " streams, " + jobs + " jobs; " + client;
  }

  private void repeat(Errand errand) {
    while (!over && failures.isEmpty()) {
      try {
        errand.run();
      } catch (Exception | AssertionError failed) {
        failures.add(failed.toString());
      }
    }
  }

  private void batch() throws Exception {
    var answer = new JsonObject(client.post(request("pokemon/1..60", 32), Map.of()).body());
    expect(answer.getBoolean("complete"), answer);
    batches.incrementAndGet();
  }

  private void stream() throws Exception {
    var accept = Map.of("Accept", "application/x-ndjson");
    var lines = lines(client.post(request(fresh(STREAMED), 8), accept).body());
    var last = lines.get(lines.size() - 1);
    expect(last.getString("type").equals("summary"), last);
    expect(last.getInteger("succeeded") == STREAMED, last.put("items", failed(lines)));
    streams.incrementAndGet();
  }

  private void job() throws Exception {
    var accepted =
        client.post(
            request(fresh(IN_JOB), 16),
            Map.of("Prefer", "respond-async", "Idempotency-Key", "job-" + nextId.get()));
    var job =
        accepted
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError(accepted.statusCode() + " " + accepted.body()));
    JsonObject status;
    do {
      status = new JsonObject(client.get(job, Map.of("Prefer", "wait=5")).body());
    } while (!status.getString("state").equals("ended"));
    expect(status.getString("outcome").equals("succeeded"), status);
    var accept = Map.of("Accept", "application/x-ndjson");
    var indexes =
        lines(client.get(job + "/results", accept).body()).stream()
            .filter(line -> line.getString("type").equals("item"))
            .map(line -> line.getJsonObject("item").getInteger("index"));
    expect(indexes.distinct().count() == IN_JOB, status);
    jobs.incrementAndGet();
  }

  private static void expect(boolean holds, JsonObject said) {
    if (!holds) {
      throw new AssertionError(said.encode());
    }
  }

  private static List<JsonObject> lines(String body) {
    return body.lines().map(JsonObject::new).toList();
  }

  private static JsonArray failed(List<JsonObject> lines) {
    var items = lines.stream().map(line -> line.getJsonObject("item")).filter(Objects::nonNull);
    return new JsonArray(items.filter(item -> item.getInteger("status") != 200).toList());
  }

  private String fresh(int documents) {
    var from = nextId.getAndAdd(documents);
    return "pokemon/" + from + ".." + (from + documents - 1);
  }

  private static JsonObject request(String get, int concurrency) {
    return new JsonObject()
        .put("requests", new JsonArray().add(get))
        .put("fields", "id,name")
        .put("concurrency", concurrency)
        .put("deadlineMs", 60_000);
  }

  @Override
  public void close() {
    over = true;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
