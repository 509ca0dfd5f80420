package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.TestCertificates;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP over TLS. */
class HttpsTest {

  private static final int CONNECTIONS = 50;

  @TempDir
  @SuppressWarnings("NullAway") // set by JUnit
  private static Path folder;

  private static TestCertificates certificates;
  private static EmbeddedPair pair;

  @BeforeAll
  static void start() {
    certificates = TestCertificates.make(folder);
    var settings = new HashMap<>(certificates.ofHttp());
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "500");
    settings.put("CACHE_MAX_BYTES", "0");
    settings.put("GATEWAY_INSTANCES", "2");
    settings.put("REQUEST_HEAD_TIMEOUT_MS", "3000");
    settings.put("MAX_CONNECTIONS", String.valueOf(CONNECTIONS));
    pair = EmbeddedPair.start(settings);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void clientsChooseHttp2OrHttp1AndAreToldToComeBackOverTls() throws Exception {
    for (var version : HttpClient.Version.values()) {
      var response = client(version).send(batch("pokemon/1..3"), BodyHandlers.ofString());

      assertThat(response.version()).isEqualTo(version);
      assertThat(response.body()).contains("\"succeeded\":3,");
      assertThat(response.headers().firstValue("strict-transport-security"))
          .hasValue("max-age=31536000");
    }
  }

  @Test
  void replacedCertificatesAreUsedForNewConnectionsWhileOpenOnesGoOn() throws Exception {
    var open = client(HttpClient.Version.HTTP_2);
    var first = open.send(batch("pokemon/1"), BodyHandlers.ofString());
    var before = certificates.serial();
    // Ten rounds of half a second: longer than files are read again.
    var running = open.sendAsync(batch("pokemon/1..40"), BodyHandlers.ofString());

    certificates.renew();

    await()
        .until(
            () -> {
              var fresh = client(HttpClient.Version.HTTP_2);
              return serial(fresh.send(batch("pokemon/2"), BodyHandlers.ofString()))
                  .equals(certificates.serial());
            });
    assertThat(certificates.serial()).isNotEqualTo(before);
    assertThat(serial(first)).isEqualTo(before);
    assertThat(running.join().body()).contains("\"succeeded\":40,");
    assertThat(serial(open.send(batch("pokemon/3"), BodyHandlers.ofString()))).isEqualTo(before);
  }

  /** The bytes of the answer are those of HTTP, within TLS. */
  @Test
  void aSlowHeadIsAnswered() throws Exception {
    var factory = certificates.client().getSocketFactory();
    try (var socket = factory.createSocket(pair.url().getHost(), pair.url().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("GET /v1/lim".getBytes(StandardCharsets.US_ASCII));

      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
    }
  }

  @Test
  void aClientWithoutTlsGetsNothing() throws Exception {
    try (var socket = new Socket(pair.url().getHost(), pair.url().getPort())) {
      socket.setSoTimeout(20_000);
      var request = "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP", "documents");
    }
  }

  @Test
  void connectionsThatDoNotEndTheirHandshakeCountAsOthersAndAreClosed() throws Exception {
    var silent = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 2 * CONNECTIONS; i++) {
        silent.add(new Socket(pair.url().getHost(), pair.url().getPort()));
      }
      await().until(() -> isRefused());
      for (var socket : silent) {
        socket.setSoTimeout(20_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      await().until(() -> !isRefused());
    } finally {
      for (var socket : silent) {
        socket.close();
      }
    }
  }

  private static boolean isRefused() throws InterruptedException {
    try {
      var answer =
          client(HttpClient.Version.HTTP_1_1).send(batch("pokemon/1"), BodyHandlers.ofString());
      assertThat(answer.body()).contains("\"succeeded\":1,");
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(certificates.client()).build();
  }

  private static HttpRequest batch(String get) {
    var url = "https://127.0.0.1:" + pair.url().getPort() + "/v1/batches";
    return HttpRequest.newBuilder(URI.create(url))
        .header("content-type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"requests\":[\"" + get + "\"],\"fields\":\"id\",\"concurrency\":4}"))
        .build();
  }

  private static BigInteger serial(HttpResponse<?> response) throws Exception {
    var session = response.sslSession().orElseThrow();
    return ((X509Certificate) session.getPeerCertificates()[0]).getSerialNumber();
  }
}
