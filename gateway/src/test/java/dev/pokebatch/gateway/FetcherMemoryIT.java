package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A fetcher with a heap of 256 MB survives and serves all requests, however many full documents are
 * requested at once; together they take ten times its heap. The gateway, in a process of its own,
 * has enough memory.
 */
class FetcherMemoryIT {

  private static final int DOCUMENTS = 200;
  private static final String JVM_OPTIONS = "_JAVA_OPTIONS"; // these win over the command line's

  private static Sample sample;

  @BeforeAll
  static void start() {
    sample =
        new Sample(
            SampleConfig.defaults()
                .withLatencyMs(0)
                .withDocuments(DOCUMENTS)
                .withDocumentKb(257)
                .withCacheBytes(64L << 20));
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:-UseSerialGC -XX:+UseG1GC"})
  void aFetcherSurvivesClientsThatAskForManyFullDocuments(String collector) throws Exception {
    var small = SmallProcess.FLAGS + " " + collector;
    var settings =
        Map.of(
            "POKEAPI_URL",
            sample.url(),
            "UPSTREAM_RATE",
            "0",
            "LIMIT_DEADLINE_MS",
            "300000",
            JVM_OPTIONS,
            "-Xmx3g");
    try (var cluster = Cluster.start(List.of(Map.of(JVM_OPTIONS, small)), settings)) {
      var client = new Client(cluster.url());
      assertAllComplete(client, 8, 256);
      assertAllComplete(client, 20, 64);
      assertAllComplete(client, 32, 32);

      assertThat(cluster.fetcher(0).process().isAlive()).isTrue();
    }
  }

  private static void assertAllComplete(Client client, int clients, int concurrency)
      throws Exception {
    var batch =
        new JsonObject()
            .put("requests", new JsonArray().add("pokemon/1.." + DOCUMENTS))
            .put("deadlineMs", 300_000)
            .put("concurrency", concurrency);
    Callable<String> post = () -> end(client.post(batch, BodyHandlers.ofInputStream()).body());
    var threads = Executors.newFixedThreadPool(clients);
    try {
      var posts = IntStream.range(0, clients).mapToObj(i -> post).collect(Collectors.toList());
      for (var answer : threads.invokeAll(posts, 300, TimeUnit.SECONDS)) {
        assertThat(answer.get())
            .contains("\"succeeded\":" + DOCUMENTS)
            .contains("\"complete\":true");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The last 1,000 bytes. */
  private static String end(InputStream body) throws IOException {
    try (body) {
      var buffer = new byte[1 << 16];
      var end = "";
      for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        var from = Math.max(0, count - 1_000);
        end += new String(buffer, from, count - from, StandardCharsets.UTF_8);
        end = end.substring(Math.max(0, end.length() - 1_000));
      }
      return end;
    }
  }
}
