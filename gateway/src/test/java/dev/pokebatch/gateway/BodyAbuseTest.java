package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.RawRequest.head;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Abused;
import dev.pokebatch.gateway.testing.RawRequest;
import dev.pokebatch.gateway.testing.RawRequest.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Request bodies that never end, stop half way, arrive slowly, or grow when they are decompressed.
 */
class BodyAbuseTest {

  private static final String GOOD = "{\"requests\":[\"pokemon/1\"]}";

  @RegisterExtension static final Abused pair = new Abused(Map.of());

  @Test
  void aBodyThatGrowsAThousandfoldIsNotInflatedToItsEnd() {
    var bomb = gzip("[".repeat(1 << 20), 900);
    assertThat(bomb).hasSizeLessThan(1 << 20);

    pair.holdsTheEventLoopForMomentsOnly(
        () -> post("Content-Encoding: gzip\r\n", bomb).assertLimit(413, "bodyBytes"));
  }

  @Test
  void aCompressedBodyIsReadAndOneThatIsEncodedOtherwiseIsNot() {
    assertThat(post("Content-Encoding: gzip\r\n", gzip(GOOD, 1)).status()).isEqualTo(200);
    post("Content-Encoding: rot13\r\n", GOOD.getBytes(US_ASCII))
        .problem(415, "unsupported-media-type");
  }

  @Test
  void aCompressedBodyThatIsDamagedIsRefusedOrEndsTheConnection() {
    var good = gzip(GOOD, 1);

    for (var damaged : List.of(Arrays.copyOf(good, good.length - 10), GOOD.getBytes(US_ASCII))) {
      var answer = post("Content-Encoding: gzip\r\n", damaged);
      Abused.assertOurWords(answer.text());
      assertThat(answer.text().isEmpty() || answer.status() == 400).as(answer.text()).isTrue();
    }
  }

  @Test
  void anExpectationThatNobodyKnowsIsRefused() {
    post("Expect: tea\r\n", GOOD.getBytes(US_ASCII)).problem(400, "invalid-request");
  }

  /** No answer is owed: but the place of the batch, and the connection, are there again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"requests\":",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"req\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1a\r\n" + GOOD + "\r\n",
        "Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f\u008b\u0008",
      })
  void aBodyThatStopsHalfWayHoldsNothing(String half) {
    for (var i = 0; i < 3; i++) {
      try (var request = new RawRequest(pair.url())) {
        request.send("POST /v1/batches HTTP/1.1\r\nHost: x\r\n" + half);
        pair.assertUnharmed(); // while it is there, and after it has gone
      }
      pair.assertUnharmed();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{}\r\n0\r\n\r\n",
        "ffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2{}\r\n0\r\n\r\n",
      })
  void chunksThatAreNoneEndTheConnection(String chunks) {
    var answer = send(head("POST", "/v1/batches", "Transfer-Encoding: chunked\r\n") + chunks);

    Abused.assertOurWords(answer.text());
  }

  @Test
  void aSlowBodyHoldsNobodyUpAndIsAnsweredInTheEnd() {
    try (var slow = new RawRequest(pair.url())) {
      var headers = "Expect: 100-continue\r\nContent-Length: " + GOOD.length() + "\r\n";
      slow.send(head("POST", "/v1/batches", headers)).awaitContinue(); // now it is admitted
      for (var at = 0; at < GOOD.length(); at++) {
        pair.assertUnharmed();
        slow.send(GOOD.substring(at, at + 1));
      }
      var answer = slow.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().getBoolean("complete")).isTrue();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsThereAndTheConnectionEnds() {
    try (var endless = new RawRequest(pair.url())) {
      endless.send(head("POST", "/v1/batches", "Content-Length: 99999999999\r\n"));

      endless.answer().assertLimit(413, "bodyBytes");
    }
  }

  @Test
  void aBodyThatNobodyWantsIsNotReadForEver() {
    try (var endless = new RawRequest(pair.url())) {
      endless.send(head("POST", "/nothing", "Transfer-Encoding: chunked\r\n"));
      var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      await().until(() -> endless.send(chunk).isBroken());
    }
  }

  @Test
  void overHttp2AnUnwantedBodyEndsItsStreamAndNotTheConnection() throws Exception {
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    var limits = HttpRequest.newBuilder(pair.url().resolve("/v1/limits")).build();
    assertThat(http.send(limits, BodyHandlers.ofString()).version())
        .isEqualTo(HttpClient.Version.HTTP_2);

    var large = new byte[60_000];
    for (var type : List.of("text/plain", "image/png")) {
      var request =
          HttpRequest.newBuilder(pair.url().resolve("/v1/batches"))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofByteArray(large))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(415);
    }
  }

  private static Answer post(String headers, byte[] body) {
    try (var request = new RawRequest(pair.url())) {
      var length = "Content-Length: " + body.length + "\r\n";
      return request.send(head("POST", "/v1/batches", headers + length)).send(body).answer();
    }
  }

  private static Answer send(String bytes) {
    try (var request = new RawRequest(pair.url())) {
      return request.send(bytes).answer();
    }
  }

  private static byte[] gzip(String part, int times) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (var i = 0; i < times; i++) {
        gzip.write(part.getBytes(US_ASCII));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return bytes.toByteArray();
  }
}
