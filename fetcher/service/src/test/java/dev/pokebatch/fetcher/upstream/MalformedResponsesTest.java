package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Malformed heads have the same outcome through both transports. */
class MalformedResponsesTest {

  private static final String BODY = "{\"id\":1}" + "x".repeat(246);
  private static final String TYPE = "Content-Type: application/json\r\n";

  /** Far longer than rejecting a head takes on a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Content-Length: 254                                            | 200",
        "Content-Length: 254, 254                                       | UPSTREAM_UNREACHABLE",
        "Content-Length: 254, 255                                       | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Content-Length: 254                        | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Content-Length: 8                          | UPSTREAM_UNREACHABLE",
        "Content-Length: abc                                            | UPSTREAM_UNREACHABLE",
        "Content-Length: 0xfe                                           | UPSTREAM_UNREACHABLE",
        "Content-Length: 25 4                                           | UPSTREAM_UNREACHABLE",
        "Content-Length: +254                                           | UPSTREAM_UNREACHABLE",
        "Content-Length: -1                                             | UPSTREAM_UNREACHABLE",
        "Content-Length:                                                | UPSTREAM_UNREACHABLE",
        "Content-Length: 9223372036854775807                            | UPSTREAM_UNREACHABLE",
        "Content-Length: 9223372036854775808                            | UPSTREAM_UNREACHABLE",
        "Content-Length: 99999999999999999999                           | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Transfer-Encoding: chunked                 | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Transfer-Encoding: gzip                    | UPSTREAM_UNREACHABLE",
        "Transfer-Encoding: gzip, chunked                               | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Content-Type: application/json             | 200",
        "Content-Length: 254$Content-Encoding: gzip$Content-Encoding: x | 200",
        "Content-Length: 254$ETag: 1$ETag: 2                            | 200",
        "Content-Length: 254$Bad Header: x                              | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Bad Header:                                | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Header : x                                 | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$B(d): x                                    | UPSTREAM_UNREACHABLE",
        "Content-Length: 254$Folded: x$ y                               | 200",
      })
  void headersHaveOneMeaning(String headers, String outcome) throws Exception {
    var lines = headers.replace("$", "\r\n") + "\r\n";

    assertOutcome("HTTP/1.1 200 OK\r\n" + TYPE + lines + "\r\n" + BODY, outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK, 200",
    "HTTP/1.1 200, 200",
    "HTTP/1.0 200 OK, 200",
    "HTTP/1.1 404 Not Found, 404",
    "HTTP/1.1 599 What, 599",
    "HTTP/1.1 600 What, 600",
    "HTTP/1.1 20 OK, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 000 Nothing, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 0 Nothing, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 099 Nothing, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 -200 OK, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 +200 OK, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 abc OK, UPSTREAM_UNREACHABLE",
    "HTTP/1.1 101 Switching Protocols, UPSTREAM_UNREACHABLE",
    "HTTP/2.0 200 OK, UPSTREAM_UNREACHABLE",
    "ICY 200 OK, UPSTREAM_UNREACHABLE",
    "SSH-2.0-OpenSSH_9.6, UPSTREAM_UNREACHABLE",
    "'', UPSTREAM_UNREACHABLE",
  })
  void aStatusLineHasAStatusOfThreeDigits(String line, String outcome) throws Exception {
    assertOutcome(line + "\r\n" + TYPE + "Content-Length: 254\r\n\r\n" + BODY, outcome);
  }

  @ParameterizedTest
  @EnumSource
  void anyNumberOfInterimResponsesIsSkipped(TransportKind kind) throws Exception {
    var answer = new StringBuilder();
    for (var status : new int[] {100, 102, 103, 104, 199, 102}) {
      answer.append("HTTP/1.1 ").append(status).append(" Wait\r\nLink: </x>\r\n\r\n");
    }
    answer.append("HTTP/1.1 200 OK\r\n").append(TYPE).append("Content-Length: 254\r\n\r\n");
    try (var server = new RawServer(answer + BODY)) {
      var transport = transport(kind);

      assertThat(outcome(transport, server.url())).isEqualTo("200");
      assertThat(outcome(transport, server.url())).isEqualTo("200");
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  private void assertOutcome(String answer, String outcome) throws Exception {
    for (var kind : TransportKind.values()) {
      try (var server = new RawServer(answer)) {
        assertThat(outcome(transport(kind), server.url())).as(kind.name()).isEqualTo(outcome);
      }
    }
  }

  /** The status of a response that arrived whole, or the kind of the failure. */
  private String outcome(Transport transport, String url)
      throws InterruptedException, TimeoutException {
    Promise<UpstreamResponse> got = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(go -> transport.get(url, null, new CancelSignal()).onComplete(got));
    try {
      var answer = got.future().toCompletionStage().toCompletableFuture();
      return Integer.toString(answer.get(2, TimeUnit.MINUTES).status());
    } catch (ExecutionException failed) {
      return failed.getCause() instanceof FetchException known
          ? known.failure().kind().name()
          : String.valueOf(failed.getCause());
    }
  }

  private Transport transport(TransportKind kind) {
    var config =
        new UpstreamConfig(
            Upstream.of("http://127.0.0.1"), 2, Duration.ofSeconds(20), TIMEOUT, 100_000, 2);
    return kind == TransportKind.BLOCKING
        ? new BlockingTransport(vertx, config)
        : new NonBlockingTransport(vertx, config);
  }
}
