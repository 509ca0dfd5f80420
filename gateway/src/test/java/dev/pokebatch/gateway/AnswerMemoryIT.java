package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.CountedAnswer;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A gateway with a heap of 256 MB survives, and every answer is correct, however many full
 * documents its clients request and whether or not they read them. The fetcher, in a process of its
 * own, has enough memory.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class AnswerMemoryIT {

  private static final String JVM_OPTIONS = "_JAVA_OPTIONS"; // these win over the command line's

  private static final int DOCUMENTS = 400;
  private static final int KB = 230;
  private static final long LEAST_BYTES = 150_000;

  private static Sample sample;
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    sample =
        new Sample(
            SampleConfig.defaults()
                .withLatencyMs(0)
                .withDocuments(DOCUMENTS)
                .withDocumentKb(KB)
                .withCacheBytes(64L << 20));
    var settings =
        Map.of(
            "POKEAPI_URL",
            sample.url(),
            "UPSTREAM_RATE",
            "0",
            "CACHE_MAX_BYTES",
            String.valueOf(64L << 20),
            "LIMIT_DEADLINE_MS",
            "300000",
            JVM_OPTIONS,
            SmallProcess.FLAGS);
    cluster = Cluster.start(List.of(Map.of(JVM_OPTIONS, "-Xmx1g")), settings);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    sample.close();
  }

  @AfterEach
  void theGatewayLives() {
    assertThat(cluster.gateway().process().isAlive()).isTrue();
    assertThat(answer(batch("pokemon/1..20"), Map.of()).succeeded()).isEqualTo(20);
  }

  @Test
  void answersThatAreHeldWhole() throws Exception {
    var requests = new JsonArray().add("pokemon/1..3");
    requests.add(
        new JsonObject()
            .put("sequence", new JsonArray().add("pokemon/4..20")) // which takes its time
            .put("id", "slow"));
    var batch = new JsonObject().put("requests", requests).put("deadlineMs", 300_000);

    atOnce(
        250,
        i -> {
          var answer = answer(batch, Map.of());
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.succeeded()).isEqualTo(20);
          assertThat(answer.isComplete()).isTrue();
        });
  }

  @Test
  void strictAnswersAreHeldOnTheDisk() throws Exception {
    atOnce(
        40,
        i -> {
          var count = 70 + i * (DOCUMENTS - 70) / 39;
          var answer = answer(batch("pokemon/1.." + count), Map.of("Prefer", "handling=strict"));
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.succeeded()).isEqualTo(count);
          assertThat(answer.bytes()).isGreaterThan(count * LEAST_BYTES);
          assertThat(answer.isComplete()).isTrue();
        });
  }

  @Test
  void answersThatNobodyReads() throws Exception {
    var unread = new ArrayList<CountedAnswer.Unread>();
    var types = List.of("application/json", "application/x-ndjson", "text/event-stream");
    for (var i = 0; i < 200; i++) {
      var headers = Map.of("Accept", types.get(i % types.size()));
      unread.add(CountedAnswer.unread(cluster.url(), batch("pokemon/1..40"), headers));
    }

    try {
      var others = answer(batch("pokemon/1..20"), Map.of());
      assertThat(others.succeeded()).isEqualTo(20);

      // Some read after all, and have everything; the others leave.
      for (var answer : unread.subList(0, 12)) {
        assertThat(answer.read().succeeded()).isEqualTo(40);
      }
    } finally {
      unread.forEach(CountedAnswer.Unread::close);
    }
  }

  @Test
  void streamsOfHttp2WithWindowsThatStayShut() {
    var vertx = Vertx.vertx();
    try {
      var options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false);
      var client = vertx.createHttpClient(options);
      var sent = new AtomicInteger();
      var begun = new AtomicInteger();
      for (var i = 0; i < 100; i++) {
        client
            .request(HttpMethod.POST, cluster.url().getPort(), "127.0.0.1", "/v1/batches")
            .compose(
                request -> {
                  sent.incrementAndGet();
                  return request
                      .putHeader("content-type", "application/json")
                      .putHeader("accept", "application/x-ndjson")
                      .send(batch("pokemon/1..40").toBuffer());
                })
            .onSuccess(
                response -> {
                  response.pause(); // what the connection may carry is soon used up by it
                  begun.incrementAndGet();
                });
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> sent.get() == 100 && begun.get() > 0);

      assertThat(answer(batch("pokemon/1..20"), Map.of()).succeeded()).isEqualTo(20);
    } finally {
      EmbeddedPair.await(vertx.close());
    }
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get)).put("deadlineMs", 300_000);
  }

  private static CountedAnswer answer(JsonObject batch, Map<String, String> headers) {
    return CountedAnswer.of(new Client(cluster.url()).batchRequest(batch, headers));
  }

  private static void atOnce(int clients, IntConsumer work) throws Exception {
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var threads =
        IntStream.range(0, clients)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try {
                            work.accept(i);
                          } catch (Throwable failed) {
                            failures.add(failed);
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
