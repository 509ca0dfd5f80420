package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.KeysFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients take turns at running jobs, however many each of them has submitted before. */
class JobTurnsTest {

  private static final String PROXY = "127.0.0.1";

  @Test
  void anotherClientsJobBeginsBeforeTheNextOneOfAClientThatHasMany(@TempDir Path folder) {
    try (var upstream = new GatedUpstream();
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL",
                    upstream.url(),
                    "DATA_DIR",
                    folder.toString(),
                    "TRUSTED_PROXIES",
                    PROXY,
                    "MAX_JOBS",
                    "1"))) {
      var client = new JobClient(pair.url());
      submit(client, 1, "192.0.2.1");
      upstream.awaitArrived(1);
      var second = submit(client, 2, "192.0.2.1");
      var third = submit(client, 3, "192.0.2.1");
      var other = submit(client, 4, "192.0.2.2");

      upstream.open();

      client.awaitEnd(third);
      assertThat(time(client, other, "endedAt"))
          .isBeforeOrEqualTo(time(client, second, "startedAt"));
      assertThat(time(client, second, "endedAt"))
          .isBeforeOrEqualTo(time(client, third, "startedAt"));
    }
  }

  /** From one address: a client with an API key is the owner of the key. */
  @Test
  void keysTakeTurnsToo(@TempDir Path folder) {
    var scopes = new String[] {"batch", "jobs"};
    var keys =
        KeysFile.write(
            folder.resolve("keys.json"),
            KeysFile.key("ash", scopes),
            KeysFile.key("ash-2", scopes).put("name", "ash"),
            KeysFile.key("misty", scopes));
    try (var upstream = new GatedUpstream();
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL", upstream.url(),
                    "DATA_DIR", folder.toString(),
                    "API_KEYS_FILE", keys.toString(),
                    "MAX_JOBS", "1"))) {
      var client = new JobClient(pair.url());
      submit(client, 1, KeysFile.header("ash"));
      upstream.awaitArrived(1);
      var second = submit(client, 2, KeysFile.header("ash-2"));
      var third = submit(client, 3, KeysFile.header("ash"));
      var other = submit(client, 4, KeysFile.header("misty"));

      upstream.open();

      await().until(() -> ended(client, third, "ash"));
      assertThat(time(client, other, "endedAt", "misty"))
          .isBeforeOrEqualTo(time(client, second, "startedAt", "ash"));
      assertThat(time(client, second, "endedAt", "ash"))
          .isBeforeOrEqualTo(time(client, third, "startedAt", "ash"));
    }
  }

  private static boolean ended(JobClient jobs, String job, String key) {
    return status(jobs, job, key).containsKey("endedAt");
  }

  private static Instant time(JobClient jobs, String job, String name, String key) {
    return Instant.parse(status(jobs, job, key).getString(name));
  }

  private static JsonObject status(JobClient jobs, String job, String key) {
    return new JsonObject(jobs.send("GET", job, KeysFile.header(key)).body());
  }

  private static String submit(JobClient jobs, int number, String address) {
    return submit(jobs, number, Map.of("X-Forwarded-For", address));
  }

  private static String submit(JobClient jobs, int number, Map<String, String> client) {
    var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/" + number));
    var answer = jobs.submit(batch, client);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static Instant time(JobClient jobs, String job, String name) {
    return Instant.parse(jobs.json(job).getString(name));
  }
}
