package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateCapTest {

  @Test
  void aBurstOfOneSecondPassesAtOnceAndThenTheRateApplies() {
    var cap = new RateCap(50, 0);

    assertThat(passing(cap, 0)).isEqualTo(50);
    assertThat(passing(cap, 100)).isEqualTo(5);
    assertThat(passing(cap, 10_000)).isEqualTo(50);
  }

  @Test
  void withoutARateEveryRequestPasses() {
    assertThat(passing(new RateCap(0, 0), 0)).isEqualTo(1_000);
  }

  @Test
  void aRequestAboveTheRateGetsA429WithRetryAfter() {
    try (var sample = new RunningSample(SampleConfig.defaults().withLatencyMs(0).withRate(1))) {
      assertThat(sample.get("/pokemon/25").statusCode()).isEqualTo(200);
      var answer = sample.get("/pokemon/25");

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }
  }

  /** How many of a thousand requests pass at a time in milliseconds. */
  private static long passing(RateCap cap, long millis) {
    var now = Duration.ofMillis(millis).toNanos();
    return IntStream.range(0, 1_000).filter(i -> cap.passes(now)).count();
  }
}
