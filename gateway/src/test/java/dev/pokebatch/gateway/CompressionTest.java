package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Answers.withoutFigures;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.gateway.testing.WireAnswer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are compressed for clients that accept it, whatever their form. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class CompressionTest {

  private static final String GZIP = "Accept-Encoding: gzip\r\n";
  private static final String URL =
      "/v1/pokemon/1..50?fields=id,name,types.type.name&concurrency=1";
  private static final JsonObject BATCH =
      new JsonObject()
          .put("requests", List.of("pokemon/1..50"))
          .put("fields", "id,name,types.type.name");
  private static final List<String> FORMATS =
      List.of("application/json", "application/x-ndjson", "text/event-stream", "text/csv");

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample",
                "SAMPLE_LATENCY_MS", "0",
                "DATA_DIR", folder.toString(),
                "CORS_ORIGINS", "https://example.org"));
    jobs = new JobClient(pair.url());
    new CollectionClient(pair.url()).stored("kanto", BATCH.encode());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  /** Each request, in each format that it can be answered in. */
  static Stream<String> requests() {
    var job = jobs.submitted(BATCH);
    jobs.awaitEnd(job);
    var lines = "\"pokemon/1..20\"\n\"pokemon/30..50\"\n";
    var ordered = "?order=request";
    return Stream.of(
            FORMATS.stream().map(type -> request("GET", URL, type, "", "")),
            FORMATS.stream()
                .map(
                    type ->
                        request(
                            "POST",
                            "/v1/batches" + ordered,
                            type,
                            "application/json",
                            BATCH.encode())),
            FORMATS.stream()
                .map(type -> request("POST", "/v1/collections/kanto/runs" + ordered, type, "", "")),
            FORMATS.stream()
                .filter(type -> !type.equals("text/event-stream"))
                .map(type -> request("GET", job + "/results", type, "", "")),
            Stream.of(request("GET", job + "/events", "text/event-stream", "", "")),
            Stream.of("application/x-ndjson", "text/event-stream")
                .map(
                    type ->
                        request(
                            "POST",
                            "/v1/batches?order=request&fields=name",
                            type,
                            "application/x-ndjson",
                            lines)))
        .flatMap(all -> all);
  }

  private static String request(
      String method, String path, String accept, String contentType, String body) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: "
        + accept
        + "\r\n"
        + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String with(String headers, String request) {
    return request.replaceFirst("\r\n", "\r\n" + headers);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyFormOfAnswerIsTheSameButSmaller(String request) {
    var plain = WireAnswer.to(pair.url(), request);
    var compressed = WireAnswer.to(pair.url(), with(GZIP, request));

    assertThat(plain.status()).as(plain.body()).isEqualTo(200);
    assertThat(plain.header("content-encoding")).isEmpty();
    assertThat(compressed.header("content-encoding")).isEqualTo("gzip");
    assertThat(compressed.isWhole()).isTrue();
    assertThat(compressed.header("content-type")).isEqualTo(plain.header("content-type"));
    assertThat(withoutProgress(compressed)).isEqualTo(withoutProgress(plain));
    assertThat(compressed.payload().length()).isLessThan(plain.payload().length() / 2);
    for (var answer : List.of(plain, compressed)) {
      assertThat(varies(answer)).contains("accept-encoding", "origin");
    }
  }

  private static String withoutProgress(WireAnswer answer) {
    return withoutFigures(answer.body())
        .lines()
        .filter(
            line -> !line.contains("\"type\":\"progress\"") && !line.startsWith("event: progress"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String varies(WireAnswer answer) {
    return answer
        .head()
        .toLowerCase(Locale.ROOT)
        .lines()
        .filter(line -> line.startsWith("vary:"))
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "x-gzip | true",
        "GZIP | true",
        "deflate, gzip;q=1.0, *;q=0.5 | true",
        "br;q=1, gzip;q=0.2 | true",
        "gzip;q=0.5, identity;q=0.5 | true",
        "* | true",
        "gzip;q=0.001 | true",
        "identity;q=0.5, gzip;q=0.4 | false",
        "gzip;q=0 | false",
        "gzip; q=0.000, * | false",
        "*;q=0 | false",
        "br, zstd | false",
        "identity | false",
        "'' | false",
        "gzipped | false",
      })
  void weightsDecide(String accepted, boolean compressed) {
    var answer =
        WireAnswer.to(
            pair.url(),
            with("Accept-Encoding: " + accepted + "\r\n", request("GET", URL, "text/csv", "", "")));

    assertThat(answer.header("content-encoding")).isEqualTo(compressed ? "gzip" : "");
    assertThat(answer.body().lines()).hasSize(51);
  }

  @Test
  void aShortAnswerIsSentAsItIs() {
    for (var path :
        List.of("/v1/pokemon/1?fields=id", "/problems/not-found", "/v1/pokemon/1?x=1")) {
      var answer =
          WireAnswer.to(pair.url(), with(GZIP, request("GET", path, "application/json", "", "")));

      assertThat(answer.header("content-encoding")).as(path).isEmpty();
      assertThat(varies(answer)).contains("accept-encoding");
      assertThat(new JsonObject(answer.body()).isEmpty()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv"})
  void headAndTagAreThoseOfGet(String type) {
    var get = request("GET", URL, type, "", "");
    var compressed = WireAnswer.to(pair.url(), with(GZIP, get));
    var head = WireAnswer.to(pair.url(), with(GZIP, get.replaceFirst("GET", "HEAD")));
    var tag = compressed.header("etag");
    var known = WireAnswer.to(pair.url(), with(GZIP + "If-None-Match: " + tag + "\r\n", get));

    assertThat(tag).startsWith("W/").isEqualTo(WireAnswer.to(pair.url(), get).header("etag"));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.payload().length()).isZero();
    assertThat(names(head)).isEqualTo(names(compressed));
    assertThat(head.header("content-encoding")).isEqualTo("gzip");
    assertThat(head.header("etag")).isEqualTo(tag);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("content-encoding")).isEmpty();
  }

  private static List<String> names(WireAnswer answer) {
    return answer
        .head()
        .lines()
        .skip(1)
        .filter(line -> !line.startsWith("transfer-encoding")) // of the body
        .map(line -> line.replaceFirst(":.*", ""))
        .sorted()
        .toList();
  }

  @Test
  void aLongAnswerHasItsTrailers() {
    var batch = "{\"requests\":[\"pokemon/1..151\",\"pokemon/1..151\"]}";
    for (var type : List.of("application/json", "text/csv")) {
      var request = request("POST", "/v1/batches", type, "application/json", batch);
      var answer = WireAnswer.to(pair.url(), with(GZIP + "TE: trailers\r\n", request));

      assertThat(answer.header("content-encoding")).isEqualTo("gzip");
      assertThat(answer.header("trailer")).contains("Batch-Complete");
      assertThat(answer.trailers().toLowerCase(Locale.ROOT)).contains("batch-complete: ?1");
      assertThat(answer.body().length()).isGreaterThan(1 << 20);
      assertThat(answer.payload().length()).isLessThan(answer.body().length() / 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/openapi.json"})
  void documentsAboutTheApiToo(String path) {
    var request = request("GET", path, "*/*", "", "");
    var plain = WireAnswer.to(pair.url(), request);
    var compressed = WireAnswer.to(pair.url(), with(GZIP, request));
    var head = WireAnswer.to(pair.url(), with(GZIP, request.replaceFirst("GET", "HEAD")));

    assertThat(compressed.header("content-encoding")).isEqualTo("gzip");
    assertThat(compressed.body()).isEqualTo(plain.body());
    assertThat(head.header("content-length"))
        .isEqualTo(Integer.toString(compressed.payload().length()));
  }

  @Test
  void aLongProblemToo() {
    var steps = Stream.generate(() -> "{\"gett\":1}").limit(60).collect(Collectors.joining(","));
    var body = "{\"requests\":[" + steps + "]}";
    var request = request("POST", "/v1/batches", "application/json", "application/json", body);
    var answer = WireAnswer.to(pair.url(), with(GZIP, request));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    assertThat(new JsonObject(answer.body()).getString("type"))
        .isEqualTo("/problems/invalid-request");
  }

  /** The bytes differ, so the strong tag differs; both are the same version of the collection. */
  @Test
  void aCollectionHasATagForEachForm() {
    var collections = new CollectionClient(pair.url());
    var steps = Stream.generate(() -> "\"pokemon/1\"").limit(200).collect(Collectors.joining(","));
    var body = "{\"requests\":[" + steps + "]}";
    var tag = collections.stored("long", body);
    var get = request("GET", "/v1/collections/long", "application/json", "", "");
    var compressed = WireAnswer.to(pair.url(), with(GZIP, get));
    var coded = compressed.header("etag");

    assertThat(compressed.body()).isEqualTo(body);
    assertThat(coded).isEqualTo(tag.replaceAll("\"$", "-gzip\"")).doesNotStartWith("W/");
    assertThat(WireAnswer.to(pair.url(), get).header("etag")).isEqualTo(tag);
    assertThat(
            WireAnswer.to(pair.url(), with(GZIP + "If-None-Match: " + coded + "\r\n", get))
                .status())
        .isEqualTo(304);
    assertThat(collections.put("long", body, Map.of("If-Match", coded)).statusCode())
        .isEqualTo(204);
    assertThat(collections.put("long", body, Map.of("If-Match", coded)).statusCode())
        .isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "text/event-stream"})
  void aStreamCanBeReadAsItComes(String type) throws IOException {
    try (var upstream = new ScriptedUpstream();
        var scripted = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()))) {
      upstream.play(
          new JsonObject()
              .put("pokemon/1", new JsonObject().put("body", new JsonObject().put("name", "first")))
              .put("pokemon/2", new JsonObject().put("never", true)));
      var client = new Client(scripted.url());
      var batch =
          new JsonObject()
              .put("requests", List.of("pokemon/1", "pokemon/2"))
              .put("deadlineMs", 30_000);
      var request = client.batchRequest(batch, Map.of("Accept", type, "Accept-Encoding", "gzip"));
      try (var body = client.send(request, BodyHandlers.ofInputStream()).body();
          var gzip = new GZIPInputStream(body)) {
        assertThat(readUntil(gzip, "\"name\":\"first\"}}}\n")).contains("\"type\":\"item\"");
      }
    }
  }

  private static String readUntil(InputStream from, String end) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(UTF_8).endsWith(end)) {
      var next = from.read();
      assertThat(next).as(read.toString(UTF_8)).isNotEqualTo(-1);
      read.write(next);
    }
    return read.toString(UTF_8);
  }
}
