package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CountedAnswer;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that have to be held when neither memory nor the disk has room for them. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class FullSpillIT {

  private static final int DOCUMENTS = 100;

  /** In bytes: less memory than the unread answers hold. */
  private static final long HELD_BYTES = 4 << 20;

  private static Sample sample;

  @BeforeAll
  static void start() {
    var config = SampleConfig.defaults().withLatencyMs(0).withDocuments(DOCUMENTS);
    sample = new Sample(config.withDocumentKb(230).withCacheBytes(64L << 20));
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @Test
  void strictAnswersAreWholeOrRefusedWhereTheQuotaOfTheDiskIsUsedUp() {
    try (var gateway = process(Map.of("SPILL_MAX_BYTES", "1000000"))) {
      var answers =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> answer(gateway, DOCUMENTS, Map.of("Prefer", "handling=strict")),
                          run -> new Thread(run).start()))
              .toList();
      for (var pending : answers) {
        var answer = pending.join();
        if (answer.status() == 200) {
          assertThat(answer.succeeded()).isEqualTo(DOCUMENTS);
          assertThat(answer.isComplete()).isTrue();
        } else {
          assertThat(answer.status()).isBetween(500, 507);
        }
      }
      assertThat(answers.stream().map(answer -> answer.join().status())).contains(503);
      assertServed(gateway);
    }
  }

  @Test
  void aClientThatReadsNothingIsCutOffAndLeavesNothing() throws Exception {
    var unread = new ArrayList<CountedAnswer.Unread>();
    var idle = Map.of("HTTP_IDLE_TIMEOUT_MS", "5000", "SPILL_MAX_BYTES", "1000000");
    try (var gateway = process(idle)) {
      var all = answer(gateway, DOCUMENTS, Map.of()); // they are cached from then on
      assertThat(all.isComplete()).isTrue();
      var before = gateway.process().liveBytes();
      for (var i = 0; i < 20; i++) {
        unread.add(CountedAnswer.unread(gateway.url(), batch(DOCUMENTS), Map.of()));
      }
      await().until(() -> gateway.process().liveBytes() > before + HELD_BYTES);
      assertServed(gateway);

      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> gateway.process().liveBytes() < before + HELD_BYTES);
      await().atMost(Duration.ofMinutes(1)).until(() -> connections(gateway.url().getPort()) == 0);
      assertThat(unread).allMatch(FullSpillIT::isCutOff);
      assertServed(gateway);
    } finally {
      unread.forEach(CountedAnswer.Unread::close);
    }
  }

  /** Counts the gateway's open connections, as Linux does: clients that read nothing see no end. */
  private static long connections(int port) throws IOException {
    var local = String.format(Locale.ROOT, ":%04X ", port);
    var open = 0L;
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (var lines = Files.lines(Path.of(table))) {
        open += lines.map(String::strip).filter(line -> isEstablished(line, local)).count();
      }
    }
    return open;
  }

  /** A line is a number, the local and the remote address, and the state: 01 is established. */
  private static boolean isEstablished(String line, String local) {
    var remote = line.indexOf(local) + local.length();
    return line.indexOf(local) == line.indexOf(' ', line.indexOf(' ') + 1) - local.length() + 1
        && line.startsWith("01", line.indexOf(' ', remote) + 1);
  }

  /** Reads what had been sent by then. */
  private static boolean isCutOff(CountedAnswer.Unread answer) {
    try {
      return !answer.read().isComplete();
    } catch (IOException reset) {
      return true;
    }
  }

  private static GatewayProcess process(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", sample.url());
    settings.put("UPSTREAM_RATE", "0");
    return SmallProcess.start(settings);
  }

  private static void assertServed(GatewayProcess gateway) {
    var answer = answer(gateway, 20, Map.of());
    assertThat(answer.succeeded()).as(gateway.output()).isEqualTo(20);
    assertThat(answer.isComplete()).isTrue();
  }

  private static CountedAnswer answer(
      GatewayProcess gateway, int documents, Map<String, String> headers) {
    return CountedAnswer.of(new Client(gateway.url()).batchRequest(batch(documents), headers));
  }

  private static JsonObject batch(int documents) {
    return new JsonObject()
        .put("requests", new JsonArray(List.of("pokemon/1.." + documents)))
        .put("deadlineMs", 60_000);
  }
}
