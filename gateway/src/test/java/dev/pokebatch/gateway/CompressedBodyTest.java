package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.LineClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies with {@code Content-Encoding}, read as a whole and line by line. */
class CompressedBodyTest {

  private static final String BATCH = "{\"requests\":[\"pokemon/1\"],\"fields\":\"id\"}";

  private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");

  private static EmbeddedPair pair;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0"));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "GZIP", "identity"})
  void aBatchMayBeCompressed(String coding) throws IOException {
    for (var path : new String[] {"/v1/batches", "/v1/explain"}) {
      var answer = post(path, "application/json", coding, coded(coding, BATCH));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void aBatchThatIsTooLargeInflatedIsRefusedBeforeItIs() throws IOException {
    var coded = followedBySpaces(BATCH, 200);
    assertThat(coded.length).isLessThan(1 << 18);

    var answer = post("/v1/batches", "application/json", "gzip", coded);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(new JsonObject(answer.body()).getMap())
        .containsEntry("limit", "bodyBytes")
        .containsEntry("max", 1_048_576);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void aBatchThatIsNotWhatItIsSaidToBeIsRefused(String coding) throws IOException {
    var whole = coded(coding, BATCH);
    var plain = BATCH.getBytes(StandardCharsets.UTF_8);
    var bodies =
        Map.of(
            "not coded", plain,
            "half", Arrays.copyOf(whole, 20),
            "more", Buffer.buffer(whole).appendBytes(plain).getBytes());

    bodies.forEach(
        (what, body) -> {
          var answer = post("/v1/batches", "application/json", coding, body);

          assertThat(answer.statusCode()).as(what).isEqualTo(400);
          assertThat(new JsonObject(answer.body()).getMap())
              .as(what)
              .containsEntry("type", "/problems/invalid-request")
              .containsEntry("detail", "the body is not in the coding that Content-Encoding names");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/batches, application/json, br",
    "/v1/batches, application/x-ndjson, br",
    "/v1/batches, application/x-ndjson, 'gzip, gzip'",
    "/v1/explain, application/json, snappy",
  })
  void anyOtherCodingIsRefusedBeforeTheBodyIsRead(String path, String type, String coding) {
    var answer = post(path, type, coding, BATCH.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(new JsonObject(answer.body()).getMap())
        .containsEntry("type", "/problems/unsupported-media-type")
        .containsEntry("available", List.of("gzip", "deflate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void linesMayBeCompressedToo(String coding) throws IOException {
    var lines = coded(coding, "\"pokemon/1\"\n\"pokemon/2\"\n".repeat(500));
    var answer = post("/v1/batches?fields=id", "application/x-ndjson", coding, lines);

    assertThat(answer.body())
        .contains("\"total\":1000,\"succeeded\":1000")
        .contains("\"lines\":1000");
  }

  @Test
  void linesOfSeveralMembersAreAllRead() throws IOException {
    var two =
        Buffer.buffer(coded("gzip", "\"pokemon/1\"\n\"poke"))
            .appendBytes(coded("gzip", "mon/2\"\n"))
            .getBytes();
    var answer = post("/v1/batches?fields=id", "application/x-ndjson", "gzip", two);

    assertThat(answer.body()).contains("\"total\":2,\"succeeded\":2");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void linesThatBreakOffHaveNoSummary(HttpVersion version) throws IOException {
    var coded = coded("gzip", "\"pokemon/1\"\n".repeat(3));
    try (var client = LineClient.open(pair.url(), "?fields=id", version, GZIP)) {
      client.request().write(Buffer.buffer(coded).slice(0, coded.length - 8));
      assertThat(client.next().getString("id")).isEqualTo("0");
      client.end();

      assertThat(client.rest())
          .hasSizeLessThan(3)
          .noneMatch(line -> line.getString("type").equals("summary"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void linesThatAreDamagedCallOffWhatRuns(HttpVersion version) throws IOException {
    var coded = coded("gzip", "\"pokemon/1\"\n\"pokemon/2\"\n");
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(20_000));
        var slow = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()));
        var client = LineClient.open(slow.url(), "?deadlineMs=60000", version, GZIP)) {
      client.request().write(Buffer.buffer(coded));
      await().until(() -> sample.stats().inFlight() == 2);

      client.request().write(Buffer.buffer("and more"));
      client.end();

      await().until(() -> sample.stats().cancelled() == 2);
    }
  }

  private static HttpResponse<String> post(String path, String type, String coding, byte[] body) {
    var client = new Client(pair.url());
    var headers = Map.of("Content-Type", type, "Content-Encoding", coding);
    return client.send(client.request("POST", path, headers, body), BodyHandlers.ofString());
  }

  /** Compresses as it writes: the text alone would take much of the memory of a test's JVM. */
  private static byte[] followedBySpaces(String text, int millions) throws IOException {
    var million = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    var coded = new ByteArrayOutputStream();
    try (var to = new GZIPOutputStream(coded)) {
      to.write(text.getBytes(StandardCharsets.UTF_8));
      for (var i = 0; i < millions; i++) {
        to.write(million);
      }
    }
    return coded.toByteArray();
  }

  private static byte[] coded(String coding, String text) throws IOException {
    var plain = text.getBytes(StandardCharsets.UTF_8);
    if (coding.equals("identity")) {
      return plain;
    }
    var coded = new ByteArrayOutputStream();
    try (var to =
        coding.equals("deflate") ? new DeflaterOutputStream(coded) : new GZIPOutputStream(coded)) {
      to.write(plain);
    }
    return coded.toByteArray();
  }
}
