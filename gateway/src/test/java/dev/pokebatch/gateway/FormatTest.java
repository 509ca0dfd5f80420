package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format of an answer in the URL, as a parameter and as an extension of the path. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class FormatTest {

  private static final JsonObject BATCH =
      new JsonObject().put("requests", List.of("pokemon/1")).put("fields", "name,types.type.name");
  private static final String TABLE =
      "name,types.type.name,_id,_get,_status,_error\r\nbulbasaur,grass|poison,0,pokemon/1,200,\r\n";

  /** What it says must not count. */
  private static final Map<String, String> HTML =
      Map.of("Accept", "text/html", "Content-Type", "application/json");

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder.toString()));
    jobs = new JobClient(pair.url());
    new CollectionClient(pair.url()).stored("starter", BATCH.encode());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  private static HttpResponse<String> post(String path, String body) {
    return send("POST", path, body);
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    var client = new Client(pair.url());
    var request = client.request(method, path, HTML, body.getBytes(StandardCharsets.UTF_8));
    return client.send(request, BodyHandlers.ofString());
  }

  private static String type(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("Content-Type").orElseThrow().replaceFirst(";.*", "");
  }

  @ParameterizedTest
  @CsvSource({
    "json, application/json",
    "ndjson, application/x-ndjson",
    "csv, text/csv",
    "sse, text/event-stream",
  })
  void bothWinOverAccept(String format, String type) {
    var job = jobs.submitted(BATCH);
    jobs.awaitEnd(job);

    for (var end : List.of("?format=" + format, "." + format, "." + format + "?format=" + format)) {
      assertThat(type(jobs.send("GET", "/v1/pokemon/1" + end, HTML))).as(end).isEqualTo(type);
      assertThat(type(jobs.send("GET", "/v1/pokemon/1..3" + end, HTML))).isEqualTo(type);
      assertThat(type(post("/v1/batches" + end, BATCH.encode()))).isEqualTo(type);
      assertThat(type(post("/v1/collections/starter/runs" + end, ""))).isEqualTo(type);
      var results = format.equals("sse") ? job + "/events" : job + "/results";
      assertThat(type(jobs.send("GET", results + end, HTML))).isEqualTo(type);
    }
  }

  @Test
  void aTableHasAFileName() {
    var url = jobs.send("GET", "/v1/Pokemon/1.CSV?fields=name,types.type.name", HTML);
    var run = post("/v1/collections/starter/runs.csv", "");
    var batch = post("/v1/batches.csv", BATCH.encode());
    var query = send("QUERY", "/v1/batches.csv", BATCH.encode());

    assertThat(List.of(url.body(), run.body(), batch.body(), query.body())).containsOnly(TABLE);
    assertThat(disposition(url)).isEqualTo("inline; filename=\"pokemon.csv\"");
    assertThat(disposition(run)).isEqualTo("inline; filename=\"starter.csv\"");
    assertThat(disposition(batch)).isEqualTo("inline; filename=\"batch.csv\"");
    assertThat(disposition(query)).isEqualTo("inline; filename=\"batch.csv\"");
    assertThat(disposition(jobs.send("GET", "/v1/pokemon/1.json", HTML))).isEmpty();
    var refused = jobs.send("GET", "/v1/pokemon/1.csv?csv=no", HTML);
    assertThat(disposition(refused)).isEmpty();
  }

  private static String disposition(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Disposition").orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/pokemon/1?format=xml | json or ndjson or csv or sse",
        "/v1/pokemon/1?format= | json or ndjson or csv or sse",
        "/v1/pokemon/1?format=csv&format=csv | given once",
        "/v1/pokemon/1.csv?format=json | must be csv",
        "/v1/batches/x/results?format=sse | json or ndjson or csv",
        "/v1/batches/x/results.xml | .json or .ndjson or .csv",
        "/v1/batches/x/events?format=ndjson | must be sse",
      })
  void anUnknownFormatIsRefusedWithThoseThatThereAre(String path, String words) {
    var problem = problem(jobs.send("GET", path, HTML), 400, "invalid-request");

    assertThat(problem.encode()).contains("\"parameter\":\"format\"").contains(words);
  }

  @Test
  void aFormatThatALineCannotBeAnsweredInIsRefused() {
    var client = new Client(pair.url());
    for (var path : List.of("/v1/batches.csv", "/v1/batches?format=json")) {
      var request =
          client.request(
              "POST", path, Map.of("Content-Type", "application/x-ndjson"), new byte[] {'\n'});
      problem(client.send(request, BodyHandlers.ofString()), 400, "invalid-request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mr.mime", "Mr.%20Mime", "mr-mime.json", "Mr.Mime.json"})
  void aDotBeforeAnotherTextIsAPartOfTheKey(String key) {
    var answer =
        new JsonObject(jobs.send("GET", "/v1/pokemon/" + key + "?fields=name", Map.of()).body());

    assertThat(answer.getJsonArray("responses").getJsonObject(0).getString("get"))
        .isEqualTo(
            "pokemon/mr-mime"
                .replace(
                    "mr-mime",
                    key.startsWith("mr.") || key.startsWith("Mr.M") ? "mrmime" : "mr-mime"));
  }

  @Test
  void arraysMayBeJson() {
    var answer =
        jobs.send("GET", "/v1/pokemon/1.csv?fields=name,types.type.name&arrays=json", HTML);
    var job = jobs.submitted(BATCH);
    jobs.awaitEnd(job);

    assertThat(answer.body())
        .isEqualTo(TABLE.replace("grass|poison", "\"[\"\"grass\"\",\"\"poison\"\"]\""));
    assertThat(jobs.send("GET", job + "/results.csv?arrays=json&csv=escape", HTML).body())
        .isEqualTo(answer.body());
    problem(jobs.send("GET", "/v1/pokemon/1.csv?arrays=xml", HTML), 400, "invalid-request");
  }

  @Test
  void anotherMethodOfAPathWithAnExtensionIsRefused() {
    problem(jobs.send("PUT", "/v1/batches.csv", HTML), 405, "method-not-allowed");
  }
}
