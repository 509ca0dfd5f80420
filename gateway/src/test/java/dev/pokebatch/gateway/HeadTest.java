package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code HEAD} requests: the same status and headers as for GET, without a body. */
class HeadTest {

  private static final String SMALL = "/v1/pokemon/1,4?fields=id,name";
  private static final String LARGE = "/v1/pokemon/1..60";
  private static final String JSON = "application/json";

  private static EmbeddedPair pair;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0"));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void itHasTheHeadOfGet() {
    for (var version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
      var head = send(version, HttpMethod.HEAD, SMALL, JSON);
      var get = send(version, HttpMethod.GET, SMALL, JSON);

      assertThat(head.body).isEmpty();
      assertThat(get.body).startsWith("{");
      assertThat(head.headers.names()).containsExactlyInAnyOrderElementsOf(get.headers.names());
      assertThat(head.headers.get("etag")).startsWith("W/").isEqualTo(get.headers.get("etag"));
    }
  }

  @Test
  void itHasTheHeadOfGetForWhatCanBeLookedUpToo() {
    for (var version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
      for (var path : List.of("/v1/limits", "/problems/not-found", "/openapi.json")) {
        var head = send(version, HttpMethod.HEAD, path, JSON);
        var get = send(version, HttpMethod.GET, path, JSON);

        assertThat(head.body).isEmpty();
        assertThat(get.body).startsWith("{");
        assertThat(head.headers.get("content-length")).isEqualTo(get.headers.get("content-length"));
      }
    }
  }

  @Test
  void whatWouldBeStreamedHasNoBodyEither() {
    for (var version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
      var large = send(version, HttpMethod.HEAD, LARGE, JSON);
      var lines = send(version, HttpMethod.HEAD, SMALL, "application/x-ndjson");

      assertThat(large.body + lines.body).isEmpty();
      assertThat(large.headers.get("content-type")).isEqualTo(JSON);
      assertThat(lines.headers.get("content-type")).isEqualTo("application/x-ndjson");
      assertThat(large.headers.get("cache-control")).isEqualTo("no-store");
      assertThat(lines.headers.get("cache-control")).isEqualTo("no-store");
    }
  }

  @Test
  void onTheWireTheAnswerEndsWithItsHead() throws IOException {
    for (var path : List.of(SMALL, LARGE)) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), pair.url().getPort())) {
        socket.setSoTimeout(20_000);
        var request =
            "HEAD " + path + " HTTP/1.1\r\nHost: x\r\nTE: trailers\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(answer.indexOf("\r\n\r\n")).isEqualTo(answer.length() - 4);
      }
    }
  }

  private static Answer send(HttpVersion version, HttpMethod method, String path, String accept) {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultPort(pair.url().getPort());
    var http = pair.vertx().createHttpClient(options);
    var answer =
        EmbeddedPair.await(
            http.request(method, path)
                .compose(request -> read(request.putHeader("accept", accept))));
    EmbeddedPair.await(http.close());
    return answer;
  }

  /** On the event loop: a body that arrives before anybody reads it is lost. */
  private static Future<Answer> read(HttpClientRequest request) {
    return request
        .send()
        .compose(
            response ->
                response.body().map(body -> new Answer(response.headers(), body.toString())));
  }

  private record Answer(MultiMap headers, String body) {}
}
