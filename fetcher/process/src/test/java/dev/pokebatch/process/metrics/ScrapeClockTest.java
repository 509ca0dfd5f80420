package dev.pokebatch.process.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which durations a maximum is one of. */
class ScrapeClockTest {

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Metrics metrics = new Metrics(now::get);

  @Test
  void theMaximumIsThatSinceTheLastScrapeHoweverLongAgo() {
    var timer = metrics.registry().timer("vertx.test.duration");
    timer.record(2, TimeUnit.SECONDS);

    assertThat(maximumAfterMinutes(60)).isEqualTo("2.0");
    timer.record(1, TimeUnit.SECONDS);
    assertThat(maximumAfterMinutes(60)).isEqualTo("1.0");
  }

  @Test
  void theMaximumOutlastsScrapesThatFollowSoon() {
    var timer = metrics.registry().timer("vertx.test.duration");
    timer.record(2, TimeUnit.SECONDS);
    assertThat(maximumAfterMinutes(0)).isEqualTo("2.0");
    timer.record(1, TimeUnit.SECONDS);

    assertThat(maximumAfterMinutes(1)).isEqualTo("2.0");
    assertThat(maximumAfterMinutes(9)).isEqualTo("2.0");
    assertThat(maximumAfterMinutes(0)).isEqualTo("0.0");
  }

  private String maximumAfterMinutes(int minutes) {
    now.addAndGet(TimeUnit.MINUTES.toMillis(minutes));
    return metrics
        .write(MetricsHandler.TEXT)
        .lines()
        .filter(line -> line.startsWith("vertx_test_duration_seconds_max "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }
}
