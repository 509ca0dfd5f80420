package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.ManyStreams;
import dev.pokebatch.gateway.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client with a great many streams slows another client's batch, but not by much. */
class FairShareIT {

  private static final int STREAMS = 256;
  private static final int DOCUMENTS = 100_000;

  /** Lines after which no more come than the upstream is asked for in a second. */
  private static final int BURST = 5_000;

  private static final int WARM_UP = 30;
  private static final int TIMES = 15;

  private int next = DOCUMENTS;

  @Test
  void aColdBatchOfTwentyTakesAtMostTwiceItsTimeBesideAClientOf256Streams() {
    var config = SampleConfig.defaults().withDocuments(DOCUMENTS).withDocumentKb(40);
    try (var sample = new Sample(config.withLatencyMs(100));
        var gateway = GatewayProcess.start(Map.of("POKEAPI_URL", sample.url()), "-Xmx256m");
        var streams = new ManyStreams(gateway.url(), "127.0.0.2", "pokemon/")) {
      var client = new Client(gateway.url());
      IntStream.range(0, WARM_UP).forEach(i -> batchMs(client));
      var alone = medianMs(client);
      streams.open(STREAMS, "?fields=id&deadlineMs=60000");
      await().until(() -> streams.received() > BURST);
      var before = streams.received();

      var beside = medianMs(client);

      assertThat(streams.received()).as("they went on").isGreaterThan(before);
      assertThat(beside).as("alone: %s ms", alone).isLessThanOrEqualTo(2 * alone);
    }
  }

  private double medianMs(Client client) {
    var times = IntStream.range(0, TIMES).mapToDouble(i -> batchMs(client)).sorted().toArray();
    return times[TIMES / 2];
  }

  /** Documents that nobody has asked for yet. */
  private double batchMs(Client client) {
    var requests = new JsonArray();
    IntStream.range(0, 20).forEach(i -> requests.add("pokemon/" + next--));
    var batch = new JsonObject().put("requests", requests).put("fields", "id");
    var startedAt = System.nanoTime();
    var answer = client.post(batch, BodyHandlers.ofString());
    var millis = (System.nanoTime() - startedAt) / 1e6;
    assertThat(answer.body()).contains("\"complete\":true");
    return millis;
  }
}
