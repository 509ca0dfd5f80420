package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.WarmBatches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that store a gigabyte in collections fill what collections may have, not the disk or the
 * heap, and another client's batches go on.
 */
class ManyCollectionsIT {

  private static final int CLIENTS = 8;
  private static final int EACH = 125;
  private static final int BYTES = 1_000_000;
  private static final long MOST_BYTES = 64 << 20;

  /** How many times as long another client's batches may take. */
  private static final int FACTOR = 10;

  /** What the database's files need beside what is stored in them. */
  private static final long MORE_BYTES = 64 << 20;

  private static final String BODY =
      "{\"requests\":[\"pokemon/1\"],\"fields\":\"id\"}" + " ".repeat(BYTES);

  @Test
  void aThousandCollectionsOfAMegabyteAreNotAllStored(@TempDir Path folder) throws Exception {
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "SAMPLE_LATENCY_MS", "0",
            "DATA_DIR", folder.toString(),
            "DISK_MAX_BYTES", "0");
    try (var process = SmallProcess.start(settings);
        var warm = new WarmBatches(process.url())) {
      var alone = warm.p99();
      var statuses = new ConcurrentLinkedQueue<Integer>();
      var storing =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  client ->
                      CompletableFuture.runAsync(
                          () -> store(process, client, statuses), run -> new Thread(run).start()))
              .toList();
      var meanwhile = warm.p99();
      storing.forEach(CompletableFuture::join);

      var stored = statuses.stream().filter(status -> status == 201).count();
      assertThat(stored).isBetween(30L, MOST_BYTES / BYTES);
      assertThat(statuses).hasSize(CLIENTS * EACH).isSubsetOf(List.of(201, 503, 507));
      assertThat(meanwhile)
          .as("alone: %s ms, echo: %s ms", alone, warm.echoMs())
          .isLessThanOrEqualTo(FACTOR * Math.max(alone, warm.echoMs()));
      assertThat(bytes(folder)).isLessThan(MOST_BYTES + MORE_BYTES);
      assertThat(process.output()).doesNotContain("OutOfMemory");
      thereIsRoomAgain(new CollectionClient(process.url()));
    }
  }

  private static void store(
      GatewayProcess process, int client, ConcurrentLinkedQueue<Integer> statuses) {
    var collections = new CollectionClient(process.url());
    for (var i = 0; i < EACH; i++) {
      var answer = collections.put("c" + client + "-" + i, BODY, Map.of());
      statuses.add(answer.statusCode());
      if (answer.statusCode() != 201) {
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
      }
    }
  }

  private static void thereIsRoomAgain(CollectionClient collections) {
    assertThat(collections.put("one-more", BODY, Map.of()).statusCode()).isEqualTo(507);
    var first = collections.list("?limit=1").getJsonArray("collections").getJsonObject(0);
    assertThat(collections.delete(first.getString("name"), Map.of()).statusCode()).isEqualTo(204);
    assertThat(collections.put("one-more", BODY, Map.of()).statusCode()).isEqualTo(201);
  }

  private static long bytes(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
