package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
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

  private static String submit(JobClient jobs, int number, String client) {
    var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/" + number));
    var answer = jobs.submit(batch, Map.of("X-Forwarded-For", client));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static Instant time(JobClient jobs, String job, String name) {
    return Instant.parse(jobs.json(job).getString(name));
  }
}
