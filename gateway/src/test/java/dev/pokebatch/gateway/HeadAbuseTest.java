package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.RawRequest.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import dev.pokebatch.gateway.testing.RawRequest;
import dev.pokebatch.gateway.testing.RawRequest.Answer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed and oversized request heads. */
class HeadAbuseTest {

  @RegisterExtension static final Abused pair = new Abused(Map.of());

  @Test
  void headsThatAreTooLongAreRefusedByTheirLimit() {
    var many = new StringBuilder();
    IntStream.range(0, 5_000).forEach(i -> many.append("X-").append(i).append(": a\r\n"));

    get("/v1/limits", "X-A: " + "a".repeat(100_000) + "\r\n").assertLimit(431, "headerBytes");
    get("/v1/limits", many.toString()).assertLimit(431, "headerBytes");
    get("/v1/limits?" + "a".repeat(100_000), "").assertLimit(414, "requestLineBytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002\r\n\r\n",
        "GET /v1/limits\r\n\r\n",
        "GET /v1/limits HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /v1/limits HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX A: b\r\n\r\n",
        "GET /v1/limits HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: b\u0000c\r\n\r\n",
        "POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
        "POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n",
        "POST /v1/batches HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n{}",
      })
  void whatIsNoRequestIsToldSo(String bytes) {
    send(bytes).problem(400, "invalid-request");
  }

  @ParameterizedTest
  @CsvSource({
    "FROB, /v1/batches, 405, method-not-allowed",
    "DELETE, /v1/batches, 405, method-not-allowed",
    "TRACE, /v1/limits, 405, method-not-allowed",
    "FROB, /nothing, 404, not-found",
    "OPTIONS, *, 404, not-found",
    "CONNECT, a.b:80, 404, not-found",
    "GET, nothing, 404, not-found",
    "GET, /v1%2Flimits, 404, not-found",
    "GET, /v1/limits%00, 404, not-found",
    "GET, /v1/limits%0d%0aX-Y:z, 404, not-found",
    "GET, /problems/..%2F..%2Fetc%2Fpasswd, 404, not-found",
    "GET, /../../../etc/passwd, 404, not-found",
    "GET, /problems/%2e%2e/openapi, 404, not-found",
    "GET, /problems/%c0%af, 404, not-found",
    "GET, /problems/%00, 404, not-found",
    "GET, /problems/%zz, 400, invalid-request",
    "GET, /problems/%, 400, invalid-request",
    "GET, /v1/limits?x=%zz, 400, invalid-request",
    "GET, /v1/limits?%, 400, invalid-request",
    "GET, /v1/limits?a;b=1&&=&=x, 400, invalid-request",
    "GET, /v1/limits?%00=%ff, 400, invalid-request",
  })
  void strangeMethodsAndTargetsAreRefusedLikeAnyOther(
      String method, String target, int status, String slug) {
    send(head(method, target, "")).problem(status, slug);
  }

  @Test
  void thousandWishesAreHeard() {
    var wishes = "a/b,".repeat(1_000);

    assertThat(get("/v1/limits", "Accept: " + wishes + "application/json\r\n").status())
        .isEqualTo(200);
    get("/v1/limits", "Accept: " + wishes + "\r\n").problem(406, "not-acceptable");
  }

  /** What is no weight counts as 1, and what is no media type is passed over. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json;q=abc               | 200",
        "application/json;q=                  | 200",
        "application/json;q=NaN               | 200",
        "application/json;q=1e999             | 200",
        "application/json;a=\"                | 200",
        "application/json;a=\"b,c\";q=0.5     | 200",
        "\"\"\"\",,;;=/,*/*                   | 200",
        "*                                    | 200",
        "application/json;q=0.000             | 406",
        "application/json;q=0, */*            | 406",
        "text/html, */*;q=0                   | 406",
        "application                          | 406",
        "/                                    | 406",
        ",                                    | 406",
      })
  void malformedWishesAreNoFaultOfOurs(String accept, int status) {
    assertThat(get("/v1/limits", "Accept: " + accept + "\r\n").status()).isEqualTo(status);
  }

  @Test
  void wishesMayStandInSeveralHeaders() {
    assertThat(get("/v1/limits", "Accept: image/png\r\nAccept: application/json\r\n").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>", "a b", "x\ty", "\u00ff", ""})
  void anIdOfTheRequestThatCouldDoHarmIsNotRepeated(String id) {
    var answer = get("/v1/limits", "X-Request-Id: " + id + "\r\n");

    assertThat(answer.header("X-Request-Id")).hasSize(36);
  }

  private static Answer get(String target, String headers) {
    return send(head("GET", target, headers));
  }

  private static Answer send(String bytes) {
    try (var request = new RawRequest(pair.url())) {
      return request.send(bytes).answer();
    }
  }
}
