package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleLatencyTest {

  @Test
  void concurrentRequestsTakeAboutOneLatencyTogether() {
    try (var sample = new RunningSample(SampleConfig.defaults().withLatencyMs(400))) {
      var started = System.nanoTime();
      getAll(sample, 50);
      var tookMs = (System.nanoTime() - started) / 1_000_000;

      assertThat(tookMs).isBetween(400L, 5_000L);
    }
  }

  @Test
  void statsCountRequestsAndTheMaximumInFlight() {
    try (var sample = new RunningSample(SampleConfig.defaults().withLatencyMs(500))) {
      getAll(sample, 10);
      var after = sample.upstream.stats();

      assertThat(after.requests()).isEqualTo(10);
      assertThat(after.maxInFlight()).isEqualTo(10);
      assertThat(after.inFlight()).isZero();
      assertThat(after.cancelled()).isZero();
      assertThat(after.requests("pokemon/3")).isEqualTo(1);

      sample.upstream.resetStats();
      assertThat(sample.upstream.stats().requests()).isZero();
      assertThat(sample.upstream.stats().maxInFlight()).isZero();
    }
  }

  @Test
  void statsCountRequestsThatAreInFlight() {
    var hanging = SampleFaults.only(InjectedFault.HANG, 1, 1);
    try (var sample = new RunningSample(SampleConfig.defaults().withFaults(hanging))) {
      var pending = IntStream.rangeClosed(1, 10).mapToObj(i -> sample.getAsync("/pokemon/" + i));
      assertThat(pending).hasSize(10);

      RunningSample.awaitTrue(() -> sample.upstream.stats().inFlight() == 10);
    }
  }

  @Test
  void aClientThatDisconnectsBeforeTheAnswerCountsAsCancelled() throws IOException {
    try (var sample = new RunningSample(SampleConfig.defaults().withLatencyMs(60_000))) {
      try (var socket = sample.open("/pokemon/25")) {
        RunningSample.awaitTrue(() -> sample.upstream.stats().inFlight() == 1);
        assertThat(socket.isConnected()).isTrue();
      }

      RunningSample.awaitTrue(() -> sample.upstream.stats().cancelled() == 1);
      assertThat(sample.upstream.stats().inFlight()).isZero();
    }
  }

  @Test
  void requestsAreCountedByPathAndQuery() {
    try (var sample = RunningSample.withoutLatency()) {
      sample.get("/pokemon/25");
      sample.get("/pokemon/25/");
      sample.get("/pokemon/?limit=3");
      sample.get("/nowhere");

      assertThat(sample.upstream.stats().requestsByPath())
          .containsOnly(
              Map.entry("pokemon/25", 2L),
              Map.entry("pokemon?limit=3", 1L),
              Map.entry("nowhere", 1L));
    }
  }

  private static void getAll(RunningSample sample, int count) {
    var answers =
        IntStream.rangeClosed(1, count).mapToObj(i -> sample.getAsync("/pokemon/" + i)).toList();
    RunningSample.await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
    assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
  }
}
