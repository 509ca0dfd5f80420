package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Wire.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual but valid requests are accepted, and invalid ones get a problem. */
class OddClientsTest {

  private static final String CLOSE = "Connection: close\r\n";
  private static final String JSON = "Content-Type: application/json\r\n" + CLOSE;
  private static final String LINES = "Content-Type: application/x-ndjson\r\n" + CLOSE;
  private static final String POST = "POST /v1/batches HTTP/1.1";
  private static final String BATCH = "{\"requests\":[\"pokemon/1\"],\"fields\":\"id\"}";
  private static final String MARK = "\ufeff";
  private static final Pattern LOCATION = Pattern.compile("location: (\\S+)");

  private static EmbeddedPair pair;

  @BeforeAll
  static void start(@TempDir Path data) {
    pair =
        EmbeddedPair.start(
            Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0", "DATA_DIR", data.toString()));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: x; Host: x | 400 | invalid-request",
        "Host: x; Host: y | 400 | invalid-request",
        "Host: x; Transfer-Encoding: gzip, chunked | 501 | not-implemented",
        "Host: x; Transfer-Encoding: gzip; Transfer-Encoding: chunked | 501 | not-implemented",
        "Host: x; Transfer-Encoding: chunked, gzip | 400 | invalid-request",
        "Host: x; Transfer-Encoding: chunked, chunked | 400 | invalid-request",
        "Host: x; Transfer-Encoding: gzip | 400 | invalid-request",
      })
  void aHeadThatIsAmbiguousIsRefused(String headers, int status, String slug) {
    for (var path : List.of("/v1/batches", "/v1/explain", "/v1/collections/a/runs", "/nothing")) {
      var head =
          "POST " + path + " HTTP/1.1\r\n" + CLOSE + headers.replace("; ", "\r\n") + "\r\n\r\n";
      assertThat(answer(head + "0\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 " + status)
          .contains("/problems/" + slug);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/json",
    "' ', application/json",
    "application/ndjson, application/x-ndjson",
    "Application/JSONL, application/x-ndjson",
    "'application/x-jsonlines;q=0.5, text/csv;q=0.1', application/x-ndjson",
  })
  void whatAnAnswerIsToBeIsUnderstoodByAnyOfItsNames(String accept, String type) {
    assertThat(answer(request(POST, JSON + "Accept: " + accept + "\r\n", BATCH)))
        .startsWith("HTTP/1.1 200")
        .contains("content-type: " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/ndjson", "application/jsonl; charset=utf-8"})
  void linesAreUnderstoodByAnyOfTheirNames(String type) {
    var headers = CLOSE + "Content-Type: " + type + "\r\n";

    assertThat(answer(request(POST, headers, "\"pokemon/1\"\n"))).contains("\"lines\":1");
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    var line = request("POST /v1/batches?fields=id HTTP/1.1", LINES, MARK + "\"pokemon/1\"\n");
    var collection = "/v1/collections/marked HTTP/1.1";

    assertThat(answer(request(POST, JSON, MARK + BATCH))).contains("\"complete\":true");
    assertThat(answer(line)).contains("\"succeeded\":1");
    assertThat(answer(request("POST /v1/explain HTTP/1.1", JSON, MARK + BATCH)))
        .startsWith("HTTP/1.1 200");
    assertThat(answer(request("PUT " + collection, JSON, MARK + BATCH))).startsWith("HTTP/1.1 201");
    assertThat(answer(request("GET " + collection, CLOSE, ""))).endsWith("\r\n\r\n" + BATCH);
    assertThat(answer(compressed(MARK + BATCH))).contains("\"complete\":true");
    assertThat(answer(request(POST, JSON, MARK + MARK + BATCH))).contains("malformed-json");
  }

  @Test
  void aByteOrderMarkIsSkippedHoweverItsBytesCome() {
    var body = (MARK + "\"pokemon/1\"\n").getBytes(StandardCharsets.UTF_8);
    try (var wire = new Wire(pair.url())) {
      wire.send("POST /v1/batches?fields=id HTTP/1.1\r\nHost: x\r\n" + LINES);
      wire.send("Transfer-Encoding: chunked\r\n\r\n");
      for (var each : body) {
        wire.send("1\r\n").send(new byte[] {each}).send("\r\n");
      }
      assertThat(wire.send("0\r\n\r\n").rest()).contains("\"succeeded\":1").contains("\"lines\":1");
    }
  }

  /** Of HTTP clients that let their users forget the body, curl is one. */
  @Test
  void aCollectionRunsWithAnEmptyBodyOfAnyType() {
    answer(request("PUT /v1/collections/empty HTTP/1.1", JSON, BATCH));
    for (var type : List.of("application/x-www-form-urlencoded", "text/plain", "a/b", "")) {
      var headers = CLOSE + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n");

      assertThat(answer(request("POST /v1/collections/empty/runs HTTP/1.1", headers, "")))
          .as(type)
          .startsWith("HTTP/1.1 200")
          .contains("\"complete\":true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "odata.include-annotations=\"*,respond-async,x\"",
        "a=\";\", b=\"respond-async\"",
        "c=\"\\\",respond-async\"",
      })
  void aPreferenceInQuotesIsNone(String preference) {
    assertThat(answer(request(POST, JSON + "Prefer: " + preference + "\r\n", BATCH)))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("respond-async");
  }

  @Test
  void aPreferenceBesideOneInQuotesIsRegarded() {
    var prefer = JSON + "Prefer: a=\"x,y\";b=\";\", Respond-Async, wait=\"99999999999\"\r\n";

    assertThat(answer(request(POST, prefer, BATCH)))
        .startsWith("HTTP/1.1 200")
        .contains("Preference-Applied: respond-async, wait=60");
  }

  @Test
  void anIdempotencyKeyIsOfAnOperationHoweverItsPathIsSpelled() {
    answer(request("PUT /v1/collections/kept HTTP/1.1", JSON, BATCH));
    var once = JSON + "Prefer: respond-async\r\nIdempotency-Key: once\r\n";
    var batches = new ArrayList<String>();
    for (var path : List.of("/v1/batches", "/v1/batches/", "/v1/batches?order=request")) {
      batches.add(job(request("POST " + path + " HTTP/1.1", once, BATCH)));
    }
    var runs = new ArrayList<String>();
    for (var name : List.of("kept/runs", "kept/runs/", "%6bept/runs")) {
      runs.add(job(request("POST /v1/collections/" + name + " HTTP/1.1", once, "")));
    }

    assertThat(new HashSet<>(batches)).hasSize(1).doesNotContainAnyElementsOf(runs);
    assertThat(new HashSet<>(runs)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, LINES})
  void aBodyThatIsNotWhatItIsSaidToBeIsRefused(String type) {
    var coded = type + "Content-Encoding: ";
    for (var request :
        new String[] {
          request(POST, coded + "gzip\r\n", "\"pokemon/1\"\n"),
          request(POST, coded + "deflate\r\n", "\"pokemon/1\"\n"),
          request(POST, coded + "gzip\r\n", ""),
          request(POST, coded + "deflate\r\n", ""),
          POST + "\r\nHost: x\r\n" + type + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
          POST + "\r\nHost: x\r\n" + type + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
          POST + "\r\nHost: x\r\n" + type + "Transfer-Encoding: chunked\r\n\r\n1\r\n\"zz\r\n",
        }) {
      assertThat(answer(request))
          .as(request)
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("content-type: application/problem+json")
          .containsIgnoringCase("content-length: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST /v1/explain", "PUT /v1/collections/a", "POST /v1/collections/a/runs"})
  void aMalformedChunkIsRefusedWhereverABodyIsRead(String operation) {
    var chunks = "Transfer-Encoding: chunked\r\n\r\nzz\r\n";

    assertThat(answer(operation + " HTTP/1.1\r\nHost: x\r\n" + JSON + chunks))
        .startsWith("HTTP/1.1 400")
        .contains("/problems/invalid-request");
  }

  private static String job(String request) {
    var answer = answer(request);
    var location = LOCATION.matcher(answer);
    assertThat(location.find()).as(answer).isTrue();
    return location.group(1);
  }

  private static byte[] compressed(String body) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    var head = POST + "\r\nHost: x\r\n" + JSON + "Content-Encoding: gzip\r\n";
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        (head + "Content-Length: " + zipped.size() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    request.writeBytes(zipped.toByteArray());
    return request.toByteArray();
  }

  private static String answer(String request) {
    return answer(request.getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(byte[] request) {
    try (var wire = new Wire(pair.url())) {
      return wire.send(request).rest();
    }
  }
}
