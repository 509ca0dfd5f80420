package dev.pokebatch.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFaultsTest {

  @Test
  void anErrorIsA500InPlainText() {
    try (var sample = always(InjectedFault.ERROR)) {
      var answer = sample.get("/pokemon/25");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain");
      assertThat(sample.upstream.stats().faults(InjectedFault.ERROR)).isEqualTo(1);
    }
  }

  @Test
  void aRateLimitReplyHasARetryAfterHeader() {
    try (var sample = always(InjectedFault.RATE_LIMITED)) {
      var answer = sample.get("/pokemon/25");

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }
  }

  @Test
  void aHangSendsNothingUntilTheClientDisconnects() throws IOException {
    try (var sample = always(InjectedFault.HANG)) {
      try (var socket = sample.open("/pokemon/25")) {
        RunningSample.awaitTrue(() -> sample.upstream.stats().inFlight() == 1);
        assertThat(socket.getInputStream().available()).isZero();
      }
      RunningSample.awaitTrue(() -> sample.upstream.stats().cancelled() == 1);
    }
  }

  @Test
  void aResetEndsTheConnectionWithATcpReset() throws IOException {
    try (var sample = always(InjectedFault.RESET);
        var socket = sample.open("/pokemon/25")) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(sample.upstream.stats().inFlight()).isZero();
      assertThat(sample.upstream.stats().cancelled()).isZero();
    }
  }

  @Test
  void aTruncatedBodyIsShorterThanItsContentLength() throws IOException {
    try (var sample = always(InjectedFault.TRUNCATED);
        var socket = sample.open("/pokemon/25")) {
      var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      var end = answer.indexOf("\r\n\r\n");
      var promised = contentLength(answer.substring(0, end));

      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(answer.length() - end - 4).isEqualTo(promised / 2);
      assertThat(sample.upstream.stats().cancelled()).isZero();
    }
  }

  @Test
  void aDripSendsItsHeadAtOnceAndStopsWhenTheClientDisconnects() throws IOException {
    try (var sample = always(InjectedFault.DRIP)) {
      try (var socket = sample.open("/pokemon/25")) {
        var in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.read());
        }

        assertThat(contentLength(head.toString())).isGreaterThan(60_000);
        assertThat(in.readNBytes(40)).startsWith("{\"abilities\"".getBytes(ISO_8859_1));
        assertThat(sample.upstream.stats().inFlight()).isEqualTo(1);
      }
      RunningSample.awaitTrue(() -> sample.upstream.stats().cancelled() == 1);
      assertThat(sample.upstream.stats().inFlight()).isZero();
    }
  }

  @Test
  void aDripSendsTheWholeBody() {
    try (var sample = always(InjectedFault.DRIP)) {
      assertThat(sample.json("/pokemon/25/encounters")).isEmpty();
    }
  }

  @Test
  void theSameSeedInjectsTheSameFaultsInAnyOrderOfRequests() {
    var paths = IntStream.rangeClosed(1, 60).mapToObj(i -> "/pokemon/" + i).toList();
    var reversed = paths.stream().collect(Collectors.toList());
    Collections.reverse(reversed);
    var faults = new SampleFaults(7, 0.3, 0.3, 0, 0, 0, 0);
    try (var one = with(faults);
        var two = with(faults);
        var other = with(new SampleFaults(8, 0.3, 0.3, 0, 0, 0, 0))) {
      var seen = statuses(one, paths);

      var backwards = statuses(two, reversed);
      Collections.reverse(backwards);
      assertThat(backwards).isEqualTo(seen).contains(200, 429, 500);
      assertThat(statuses(other, paths)).isNotEqualTo(seen);
      assertThat(statuses(one, paths)).as("asked again").isNotEqualTo(seen);
      one.upstream.resetStats();
      assertThat(statuses(one, paths)).as("from the beginning").isEqualTo(seen);
    }
  }

  @Test
  void faultsOccurAtTheConfiguredShares() {
    var faults = new SampleFaults(3, 0.1, 0.05, 0.02, 0.02, 0.01, 0.3);
    var injected =
        IntStream.range(0, 100_000)
            .mapToObj(i -> faults.deal("pokemon/" + i % 1000, i / 1000))
            .collect(Collectors.groupingBy(fault -> fault, Collectors.counting()));

    assertThat(injected.getOrDefault(InjectedFault.ERROR, 0L) / 1e5).isCloseTo(0.1, within(0.01));
    assertThat(injected.getOrDefault(InjectedFault.HANG, 0L) / 1e5).isCloseTo(0.02, within(0.005));
    assertThat(injected.getOrDefault(InjectedFault.DRIP, 0L) / 1e5).isCloseTo(0.3, within(0.01));
    assertThat(injected.getOrDefault(InjectedFault.NONE, 0L) / 1e5).isCloseTo(0.5, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareOutsideItsRangeIsRejected(double share) {
    assertThatThrownBy(() -> SampleFaults.only(InjectedFault.RESET, share, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sharesWithASumAboveOneAreRejected() {
    assertThatThrownBy(() -> new SampleFaults(1, 0.5, 0.6, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("together");
  }

  private static RunningSample always(InjectedFault fault) {
    return with(SampleFaults.only(fault, 1, 42));
  }

  private static RunningSample with(SampleFaults faults) {
    return new RunningSample(SampleConfig.defaults().withLatencyMs(0).withFaults(faults));
  }

  private static List<Integer> statuses(RunningSample sample, List<String> paths) {
    return paths.stream()
        .map(path -> sample.get(path).statusCode())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.startsWith("content-length: "))
        .mapToInt(line -> Integer.parseInt(line.substring(16)))
        .findFirst()
        .orElseThrow();
  }
}
