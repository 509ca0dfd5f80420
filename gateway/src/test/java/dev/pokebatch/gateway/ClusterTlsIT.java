package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.Ports;
import dev.pokebatch.gateway.testing.TestCertificates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An event bus with mutual TLS: a gateway and a fetcher with certificates of the same authority,
 * and a fetcher with one of another authority.
 */
class ClusterTlsIT {

  private static final int DOCUMENTS = 60;

  @TempDir
  @SuppressWarnings("NullAway") // set by JUnit
  private static Path folder;

  private static final int BUS = Ports.next();
  private static TestCertificates ours;
  private static TestCertificates others;
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    ours = TestCertificates.make(folder.resolve("ours"));
    others = TestCertificates.make(folder.resolve("others"));
    var member = new HashMap<>(ours.ofMember());
    member.put("CLUSTER_BUS_PORT", String.valueOf(BUS));
    var settings = Map.of("POKEAPI_URL", "sample", "CACHE_MAX_BYTES", "0");
    var ofGateway = new HashMap<>(settings);
    ofGateway.putAll(ours.ofMember());
    cluster = Cluster.start(List.of(member, others.ofMember()), ofGateway, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aMemberWithACertificateOfAnotherAuthorityIsNotUsed() {
    for (var i = 0; i < 5; i++) {
      assertThat(batch().getBoolean("complete")).isTrue();
    }

    assertThat(cluster.fetcher(0).served()).isPositive();
    assertThat(cluster.fetcher(1).served()).isZero();
    assertThat(cluster.gateway().health().getInteger("fetchers")).isEqualTo(1);
  }

  @Test
  void strangersGetNothingFromTheBus() throws Exception {
    var message = "\0\0\0\5hello".getBytes(StandardCharsets.US_ASCII);
    for (var stranger : List.of(ours.client(), ours.clientWith(others))) {
      try (var socket = connect(stranger)) {
        assertThat(answer(socket, message)).isEmpty();
      }
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), BUS)) {
      socket.setSoTimeout(20_000);
      assertThat(answer(socket, message)).hasSizeLessThan(8); // an alert of TLS at most
    }
    assertThat(batch().getBoolean("complete")).isTrue();
  }

  @Test
  void replacedCertificatesAreUsedWhileBatchesRun() throws Exception {
    var before = serial();
    var ended = new AtomicBoolean();
    var answers = new ArrayList<JsonObject>();
    var client =
        new Thread(
            () -> {
              while (!ended.get()) {
                answers.add(batch());
              }
            });
    client.start();
    try {
      ours.renew();
      await().until(() -> serial().equals(ours.serial()));
      cluster.startAnotherGateway().kill(); // it connects with the new certificate
    } finally {
      ended.set(true);
      client.join();
    }

    assertThat(ours.serial()).isNotEqualTo(before);
    assertThat(answers).isNotEmpty().allMatch(answer -> answer.getBoolean("complete"));
    cluster.fetcher(0).stop();
    cluster.fetcher(0).restart();
    // One event loop of the gateway may know the new process before the other one does.
    await().until(() -> batch().getBoolean("complete", false));
  }

  @Test
  void aProcessWithoutUsableCertificatesDoesNotStart() {
    var mixed = new HashMap<>(ours.ofMember());
    mixed.putAll(Map.of("CLUSTER_KEY_FILE", folder.resolve("others/member-key.pem").toString()));
    assertRefused(mixed, 1, "CLUSTER_KEY_FILE is not the key of CLUSTER_CERT_FILE");
    assertRefused(Map.of("CLUSTER_HOST", "192.0.2.1"), 2, "CLUSTER_INSECURE=true lets everybody");
  }

  @Test
  void theJarHasTheCommandThatMakesThem() throws Exception {
    var made = folder.resolve("made");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = Path.of("target", "gateway.jar").toString();
    var tool =
        new ProcessBuilder(java, "-jar", jar, "certificates", made.toString()).inheritIO().start();

    assertThat(tool.waitFor()).isZero();
    assertThat(Stream.of("ca.pem", "ca-key.pem", "member.pem", "member-key.pem").map(made::resolve))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  private static void assertRefused(Map<String, String> given, int status, String sentence) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", "sample");
    settings.put("CLUSTER_PORT", "0");
    settings.put("HTTP_HOST", "127.0.0.1");
    settings.put("MANAGEMENT_PORT", "0");
    var jar = Path.of("..", "fetcher", "target", "fetcher.jar");
    try (var process = JavaProcess.startQuickly(jar, List.of(), settings, "fetcher ready")) {
      assertThat(process.awaitExit()).as(process.output()).isEqualTo(status);
      await().untilAsserted(() -> assertThat(process.output()).contains(sentence));
    }
  }

  private static JsonObject batch() {
    var gets = new JsonArray(List.of("pokemon/1.." + DOCUMENTS));
    return new Client(cluster.url())
        .batch(new JsonObject().put("requests", gets).put("fields", "id").put("concurrency", 20));
  }

  private static SSLSocket connect(SSLContext stranger) throws IOException {
    var socket =
        (SSLSocket) stranger.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), BUS);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends a message and returns what came back until the connection was closed. */
  private static byte[] answer(Socket socket, byte[] message) {
    try {
      socket.getOutputStream().write(message);
      return socket.getInputStream().readAllBytes();
    } catch (IOException refused) {
      return new byte[0];
    }
  }

  /** The serial number of the certificate that the bus presents to new connections. */
  private static BigInteger serial() throws IOException {
    try (var socket = connect(ours.client())) {
      var chain = socket.getSession().getPeerCertificates();
      return ((X509Certificate) chain[0]).getSerialNumber();
    }
  }
}
