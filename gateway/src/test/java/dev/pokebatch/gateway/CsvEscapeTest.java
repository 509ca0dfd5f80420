package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation that answers with a table escapes formulas if it is asked to. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class CsvEscapeTest {

  private static final JsonObject BATCH =
      new JsonObject().put("requests", List.of("pokemon/1")).put("fields", "id,-a");
  private static final Map<String, String> CSV = Map.of("Accept", "text/csv");
  private static final String ROW = "\r\n1,,0,pokemon/1,200,\r\n";
  private static final String PLAIN = "id,-a,_id,_get,_status,_error" + ROW;
  private static final String ESCAPED = "id,'-a,_id,_get,_status,_error" + ROW;

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder.toString()));
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void aPostedBatch() {
    assertThat(post("escape", CSV)).isEqualTo(ESCAPED);
    assertThat(post("plain", CSV)).isEqualTo(PLAIN);
    assertThat(jobs.post(BATCH, CSV).body()).isEqualTo(PLAIN);
  }

  private static String post(String csv, Map<String, String> headers) {
    var client = new Client(pair.url());
    var all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    var path = "/v1/batches?csv=" + csv;
    var request = client.request("POST", path, all, BATCH.toBuffer().getBytes());
    return client.send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void aUrl() {
    assertThat(jobs.send("GET", "/v1/pokemon/1?fields=id,-a&csv=escape", CSV).body())
        .isEqualTo(ESCAPED);
    assertThat(jobs.send("GET", "/v1/pokemon/1?fields=id,-a", CSV).body()).isEqualTo(PLAIN);
  }

  @Test
  void aCollection() {
    var collections = new CollectionClient(pair.url());
    collections.stored("a", BATCH.encode());

    assertThat(collections.send("POST", "/a/runs?csv=escape", CSV).body()).isEqualTo(ESCAPED);
    assertThat(collections.run("a", CSV).body()).isEqualTo(PLAIN);
  }

  @Test
  void aJobsResults() {
    var job = jobs.submitted(BATCH);
    jobs.awaitEnd(job);

    assertThat(jobs.send("GET", job + "/results?csv=escape", CSV).body()).isEqualTo(ESCAPED);
    assertThat(jobs.send("GET", job + "/results", CSV).body()).isEqualTo(PLAIN);
  }

  @Test
  void aJobThatIsWaitedFor() {
    var waited = Map.of("Accept", "text/csv", "Prefer", "respond-async, wait=20");

    assertThat(post("escape", waited)).isEqualTo(ESCAPED);
  }

  @Test
  void anUnknownValueIsRefused() {
    for (var path : List.of("/v1/pokemon/1?csv=yes", "/v1/pokemon/1?csv=plain&csv=escape")) {
      var answer = jobs.send("GET", path, CSV);

      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body()).contains("\"parameter\":\"csv\"");
    }
  }
}
