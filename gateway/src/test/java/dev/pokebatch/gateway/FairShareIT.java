package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.ManyStreams;
import dev.pokebatch.gateway.testing.SmallDocuments;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A client with a great many streams, which takes all that the upstream's rate allows, does not
 * slow another client's batch much: both are measured in the same run.
 */
class FairShareIT {

  private static final int STREAMS = 256;
  private static final int DOCUMENTS = 100_000;
  private static final int SIZE = 20;
  private static final int LATENCY_MS = 100;

  /** By then the burst that the upstream's rate allows at the start has been used. */
  private static final int BURST = 4_000;

  private static final int WARM_UP = 30;
  private static final int TIMES = 15;

  private int next = DOCUMENTS;

  @Test
  void aColdBatchOfTwentyTakesAtMostTwiceItsTimeBesideAClientOf256Streams() {
    try (var upstream = new SmallDocuments(LATENCY_MS);
        var gateway = GatewayProcess.start(settings(upstream), "-Xmx256m")) {
      var client = new Client(gateway.url());
      batches(client, WARM_UP);
      var alone = new ArrayList<>(batches(client, TIMES));
      var beside = besideStreams(gateway, client);
      alone.addAll(batches(client, TIMES));

      assertThat(median(beside))
          .as("alone: %s, beside the streams: %s", alone, beside)
          .isLessThanOrEqualTo(2 * median(alone));
    }
  }

  private static Map<String, String> settings(SmallDocuments upstream) {
    return Map.of("POKEAPI_URL", upstream.url(), "TRUSTED_PROXIES", "127.0.0.1");
  }

  private List<Long> besideStreams(GatewayProcess gateway, Client client) {
    try (var streams = new ManyStreams(gateway.url(), "127.0.0.2", "pokemon/")) {
      streams.open(STREAMS, "?fields=id&deadlineMs=60000");
      await().atMost(Duration.ofMinutes(2)).until(() -> streams.received() > BURST);
      var before = streams.received();
      var times = batches(client, TIMES);
      assertThat(streams.received()).as("the streams went on").isGreaterThan(before);
      return times;
    }
  }

  private List<Long> batches(Client client, int count) {
    return IntStream.range(0, count).mapToObj(i -> batchMs(client)).toList();
  }

  /** The duration of a batch of documents that are not cached. */
  private long batchMs(Client client) {
    var requests = new JsonArray();
    IntStream.range(0, SIZE).forEach(i -> requests.add("pokemon/" + next--));
    var batch = new JsonObject().put("requests", requests).put("fields", "id");
    var startedAt = System.nanoTime();
    var answer = client.post(batch, BodyHandlers.ofString());
    var millis = Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
    assertThat(answer.body()).contains("\"complete\":true");
    return millis;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
