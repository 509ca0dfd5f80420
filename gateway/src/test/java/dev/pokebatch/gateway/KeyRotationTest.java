package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.CapturedLog;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.KeysFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of API keys changes while the gateway runs. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class KeyRotationTest {

  private static final JsonObject BATCH =
      new JsonObject().put("requests", new JsonArray(List.of("pokemon/1..20")));
  private static final JsonObject OLD = KeysFile.key("old", "batch").put("name", "ash");
  private static final JsonObject NEW = KeysFile.key("new", "batch").put("name", "ash");

  @TempDir Path folder;
  private Path file;
  private EmbeddedPair pair;

  @BeforeEach
  void start() throws IOException {
    var target = KeysFile.write(folder.resolve("first.json"), OLD);
    file = Files.createSymbolicLink(folder.resolve("keys.json"), target);
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample",
                "SAMPLE_LATENCY_MS", "0",
                "API_KEYS_FILE", file.toString(),
                "ANONYMOUS", "none"));
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void whileBothKeysAreThereNoBatchIsRefused() throws IOException {
    var over = new AtomicBoolean();
    var oldKey = batchesUntil(over, "old");

    replace(OLD, NEW);
    await().until(() -> status("new") == 200);
    over.set(true);
    assertThat(oldKey.join()).isPositive();
    over.set(false);
    var newKey = batchesUntil(over, "new");
    replace(NEW);
    await().until(() -> status("old") == 401);
    over.set(true);

    assertThat(newKey.join()).isPositive();
  }

  @Test
  void aBrokenFileLeavesTheKeysAsTheyWere() throws IOException {
    KeysFile.write(folder.resolve("second.json"), OLD, NEW);
    try (var log = CapturedLog.of("dev.pokebatch.gateway.access")) {
      KeysFile.write(folder.resolve("first.json"), "{\"keys\": [");
      await().until(() -> unchanged(log) == 1);
      assertThat(status("old")).isEqualTo(200);
      link("no-such-file.json");
      await().until(() -> unchanged(log) == 2);
      assertThat(status("old")).isEqualTo(200);
      link("second.json");

      await().until(() -> status("new") == 200);
      assertThat(status("old")).isEqualTo(200);
    }
  }

  /** How often the gateway has read the file and could not use it. */
  private static long unchanged(CapturedLog log) {
    return log.messages().stream()
        .filter(line -> line.endsWith("The keys stay as they were."))
        .count();
  }

  /** Runs one batch after the other; returns how many, and fails if one is refused. */
  private CompletableFuture<Integer> batchesUntil(AtomicBoolean over, String key) {
    return CompletableFuture.supplyAsync(
        () -> {
          var batches = 0;
          do {
            assertThat(status(key)).isEqualTo(200);
            batches++;
          } while (!over.get());
          return batches;
        });
  }

  private int status(String key) {
    var client = new Client(pair.url());
    var request = client.batchRequest(BATCH, KeysFile.header(key));
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  /** As Kubernetes does: a link to the new file takes the place of the old link. */
  private void replace(JsonObject... keys) throws IOException {
    var target = Files.createTempFile(folder, "keys", ".json");
    KeysFile.write(target, keys);
    link(target.getFileName().toString());
  }

  private void link(String target) throws IOException {
    var link = folder.resolve("next-link");
    Files.createSymbolicLink(link, folder.resolve(target));
    Files.move(link, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
