package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Wire;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may do, and what they may not. */
class BrowsersTest {

  private static final String APP = "https://app.example";
  private static final String OTHER = "https://other.example";
  private static final String BATCH = "{\"requests\":[\"pokemon/1\"],\"fields\":\"id\"}";
  private static final String JSON = "Content-Type: application/json\r\n";

  /** With the defaults of a gateway that listens on loopback. */
  private static EmbeddedPair open;

  /** With one origin and two hosts. */
  private static EmbeddedPair strict;

  /** Without cross-origin requests. */
  private static EmbeddedPair closed;

  @BeforeAll
  static void start(@TempDir Path data) {
    open = start(Map.of("DATA_DIR", data.toString()));
    strict =
        start(
            Map.of(
                "CORS_ORIGINS",
                APP + ", http://localhost:5173",
                "ALLOWED_HOSTS",
                "api.example, *.internal.example, [::1]"));
    closed = start(Map.of("CORS_ORIGINS", "none"));
  }

  @AfterAll
  static void stop() {
    open.close();
    strict.close();
    closed.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/batches",
        "/v1/batches/6f9f3a4e-0000-4000-8000-000000000000",
        "/v1/batches/6f9f3a4e-0000-4000-8000-000000000000/results",
        "/v1/batches/6f9f3a4e-0000-4000-8000-000000000000/cancel",
        "/v1/collections",
        "/v1/collections/team/runs",
        "/v1/explain",
        "/v1/limits",
        "/v1/pokemon/1,4,7",
        "/problems/not-found",
        "/openapi.json",
      })
  void everyRouteAnswersPreflights(String path) {
    for (var method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
      var answer = preflight(open, path, method, APP, "api.example");

      assertThat(answer).startsWith("HTTP/1.1 204").doesNotContainIgnoringCase("content-length: 1");
      assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
      assertThat(header(answer, "access-control-allow-methods").split(", "))
          .contains("GET", "HEAD", "POST", "PUT", "DELETE");
      assertThat(header(answer, "access-control-allow-headers").split(", "))
          .containsExactlyInAnyOrder(
              "content-type",
              "accept",
              "authorization",
              "cache-control",
              "prefer",
              "idempotency-key",
              "if-match",
              "if-none-match",
              "last-event-id",
              "x-request-id",
              "traceparent",
              "tracestate");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/x-ndjson, 200",
    "text/event-stream, 200",
    "text/csv, 200",
    "image/png, 406",
  })
  void pagesMayReadAnswersAndProblems(String accept, int status) {
    var answer =
        send(open, "POST /v1/batches", "Origin: " + APP + "\r\nAccept: " + accept + "\r\n" + JSON);

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
    assertThat(header(answer, "access-control-expose-headers").split(", "))
        .containsExactlyInAnyOrder(
            "batch-complete",
            "etag",
            "location",
            "link",
            "preference-applied",
            "ratelimit",
            "ratelimit-policy",
            "retry-after",
            "server-timing",
            "x-request-id");
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example, true",
    "HTTPS://APP.example, true",
    "http://localhost:5173, true",
    "http://localhost, false",
    "http://app.example, false",
    "https://app.example:8443, false",
    "https://app.example.evil.example, false",
    "null, false",
  })
  void onlyListedOriginsMayReadAnswers(String origin, boolean allowed) {
    var answer =
        send(strict, "GET /v1/limits", "Host: api.example\r\nOrigin: " + origin + "\r\n", "");
    var preflight = preflight(strict, "/v1/batches", "POST", origin, "api.example");

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(header(answer, "vary")).containsIgnoringCase("origin");
    assertThat(header(answer, "access-control-allow-origin")).isEqualTo(allowed ? origin : "");
    assertThat(preflight).startsWith(allowed ? "HTTP/1.1 204" : "HTTP/1.1 403");
    assertThat(header(preflight, "access-control-allow-origin")).isEqualTo(allowed ? origin : "");
  }

  @Test
  void withoutTheSettingNoPageMayReadAnswers() {
    var answer = send(closed, "GET /v1/limits", "Host: x\r\nOrigin: " + APP + "\r\n", "");

    assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("access-control");
    assertThat(preflight(closed, "/v1/batches", "POST", APP, "x"))
        .doesNotStartWith("HTTP/1.1 2")
        .doesNotContainIgnoringCase("access-control");
  }

  @ParameterizedTest
  @CsvSource({
    "api.example, 200",
    "API.example, 200",
    "api.example:8080, 200",
    "a.internal.example, 200",
    "[::1]:8080, 200",
    "internal.example, 403",
    "evil.example, 403",
    "api.example.evil.example, 403",
    "127.0.0.1, 403",
  })
  void onlyListedHostsAreAnswered(String host, int status) {
    var answer = send(strict, "GET /v1/limits", "Host: " + host + "\r\n", "");

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.contains("/problems/forbidden")).isEqualTo(status == 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: Multipart/Form-Data; boundary=x\r\n",
        "Content-Type: text/plain;charset=UTF-8\r\n",
      })
  void formsOfOtherSitesAreRefused(String type) {
    for (var path : new String[] {"/v1/batches", "/v1/explain", "/v1/batches/x/cancel"}) {
      for (var origin : new String[] {OTHER, "null", "http://localhost.evil.example"}) {
        var answer = send(open, "POST " + path, "Origin: " + origin + "\r\n" + type);

        assertThat(answer).startsWith("HTTP/1.1 403").contains("/problems/forbidden");
      }
    }
  }

  @Test
  void whoIsNoForeignPageMayLeaveTheMediaTypeOut() {
    var own = "Origin: http://api.example\r\n";

    assertThat(send(open, "POST /v1/batches", "")).startsWith("HTTP/1.1 200");
    assertThat(send(open, "POST /v1/batches", own)).startsWith("HTTP/1.1 200");
    assertThat(send(strict, "POST /v1/batches", "Origin: " + APP + "\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/limits HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n",
        "DELETE /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void everyAnswerKeepsBrowsersFromGuessingItsType(String request) {
    try (var wire = new Wire(open.url())) {
      var answer = wire.send(request).readUntil("\r\n\r\n");

      assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    }
  }

  private static EmbeddedPair start(Map<String, String> given) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    return EmbeddedPair.start(settings);
  }

  private static String preflight(
      EmbeddedPair pair, String path, String method, String origin, String host) {
    return send(
        pair,
        "OPTIONS " + path,
        "Host: "
            + host
            + "\r\nOrigin: "
            + origin
            + "\r\nAccess-Control-Request-Method: "
            + method
            + "\r\nAccess-Control-Request-Headers: content-type\r\n",
        "");
  }

  private static String send(EmbeddedPair pair, String line, String headers) {
    return send(pair, line, "Host: api.example\r\n" + headers, BATCH);
  }

  private static String send(EmbeddedPair pair, String line, String headers, String body) {
    var length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    try (var wire = new Wire(pair.url())) {
      return wire.send(
              line + " HTTP/1.1\r\nConnection: close\r\n" + headers + length + "\r\n" + body)
          .rest();
    }
  }

  private static String header(String answer, String name) {
    var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    return Arrays.stream(head.split("\r\n"))
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
