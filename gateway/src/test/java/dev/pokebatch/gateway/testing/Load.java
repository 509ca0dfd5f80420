package dev.pokebatch.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients that post the same batch repeatedly, each as soon as it has its answer. A refused
 * connection is not a failure: the batch was not accepted, and is posted again.
 */
public final class Load implements AutoCloseable {

  private static final long RETRY_NANOS = 50_000_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final Client client;
  private final JsonObject batch;
  private final List<Thread> threads;
  private volatile boolean over;

  /** Starts so many clients of the gateway there. */
  public Load(URI url, JsonObject batch, int clients) {
    this.client = new Client(url);
    this.batch = batch;
    this.threads = IntStream.range(0, clients).mapToObj(i -> new Thread(this::run)).toList();
    threads.forEach(Thread::start);
  }

  /** Answers that were not complete, and requests that had none. */
  public List<String> failures() {
    return failures;
  }

  /** Waits until so many more batches have been answered. */
  public void awaitMore(int batches) {
    var enough = answered.get() + batches;
    await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() >= enough);
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

  private void run() {
    while (!over) {
      try {
        var request = client.batchRequest(batch, Map.of());
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200
            || !new JsonObject(response.body()).getBoolean("complete")) {
          failures.add(response.statusCode() + " " + response.body());
        }
        answered.incrementAndGet();
      } catch (ConnectException nobodyListens) {
        LockSupport.parkNanos(RETRY_NANOS);
      } catch (Exception failed) {
        failures.add(failed.toString());
      }
    }
  }
}
