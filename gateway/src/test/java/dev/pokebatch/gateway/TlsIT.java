package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JavaProcess;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream over TLS, as PokéAPI is: HTTP/2, many requests on few connections. */
class TlsIT {

  private static final String PASSWORD = "changeit";

  @TempDir
  @SuppressWarnings("NullAway") // set by JUnit
  private static Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Set<Asked> asked = ConcurrentHashMap.newKeySet();

  /**
   * A request for a document. The JDK's client may send one again, of itself, on a busy machine.
   */
  private record Asked(String path, HttpVersion version) {}

  @AfterEach
  void stop() {
    EmbeddedPair.await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void anUpstreamThatSpeaksHttp2IsSpokenToInIt(String transport) throws Exception {
    var answer = post(true, transport, "pokemon/1..40");

    assertThat(answer.getBoolean("complete")).as(answer.encodePrettily()).isTrue();
    assertAskedFor(40, HttpVersion.HTTP_2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void anUpstreamThatSpeaksOnlyHttp1IsSpokenToInThat(String transport) throws Exception {
    var answer = post(false, transport, "pokemon/1..40");

    assertThat(answer.getBoolean("complete")).as(answer.encodePrettily()).isTrue();
    assertAskedFor(40, HttpVersion.HTTP_1_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void streamsThatStalledDoNotHoldUpTheNext(String transport) throws Exception {
    var answer = post(true, transport, "stalled/1..90", "pokemon/1..100");
    var steps = answer.getJsonArray("responses");

    assertThat(steps.getJsonObject(0).getInteger("status")).isEqualTo(504);
    assertThat(steps.getJsonObject(1).getString("outcome")).isEqualTo("succeeded");
  }

  /** Early hints (RFC 8297) before the answer. */
  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void interimAnswersOverHttp2AreSkipped(String transport) throws Exception {
    var answer = post(true, transport, "hinted/1..20");

    assertThat(answer.getBoolean("complete")).as(answer.encodePrettily()).isTrue();
    assertAskedFor(20, HttpVersion.HTTP_2);
  }

  private void assertAskedFor(int documents, HttpVersion version) {
    assertThat(asked).hasSize(documents).allMatch(request -> request.version() == version);
  }

  /**
   * The first handshakes of a process are slow, and may fail on a busy machine: only requests that
   * stall have a short timeout and a single try.
   */
  private JsonObject post(boolean http2, String transport, String... gets) throws Exception {
    var stalls = List.of(gets).stream().anyMatch(get -> get.contains("stalled"));
    var store = certificate();
    var port = listen(store, http2);
    var settings =
        Map.of(
            "POKEAPI_URL",
            "https://localhost:" + port + "/api/v2",
            "UPSTREAM_TIMEOUT_MS",
            stalls ? "3000" : "20000",
            "UPSTREAM_TRIES",
            stalls ? "1" : "4",
            "BREAKER_FAILURE_RATE",
            "100",
            "HTTP_PORT",
            "0",
            "MANAGEMENT_PORT",
            "0");
    var trust =
        List.of(
            "-Djavax.net.ssl.trustStore=" + store,
            "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    try (var gateway =
        JavaProcess.startQuickly(
            Path.of("target", "gateway.jar"), trust, settings, "gateway ready: (http://[^/]*)")) {
      var client = new Client(URI.create(gateway.awaitReady().group(1)));
      return client.batch(
          new JsonObject()
              .put("requests", new JsonArray(List.of(gets)))
              .put("transport", transport)
              .put("concurrency", 100)
              .put("deadlineMs", 30_000));
    }
  }

  private int listen(Path store, boolean http2) {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(http2)
            .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
    return EmbeddedPair.await(
            vertx.createHttpServer(options).requestHandler(this::answer).listen(0, "127.0.0.1"))
        .actualPort();
  }

  private void answer(HttpServerRequest request) {
    asked.add(new Asked(request.path(), request.version()));
    var response = request.response().putHeader("content-type", "application/json");
    if (request.path().contains("stalled")) {
      response.putHeader("content-length", "100").write("{\"id\":");
    } else if (request.path().contains("hinted")) {
      response
          .writeEarlyHints(HttpHeaders.headers().add("link", "</style.css>; rel=preload"))
          .onComplete(sent -> response.end("{\"id\":1}"));
    } else {
      response.end("{\"id\":1}");
    }
  }

  /** A certificate of our own, made by the JDK's tool. */
  private static Path certificate() throws Exception {
    var store = folder.resolve("upstream.p12");
    if (store.toFile().exists()) {
      return store;
    }
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-alias",
            "upstream",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    var tool = new ProcessBuilder(command).inheritIO().start();
    assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return store;
  }
}
