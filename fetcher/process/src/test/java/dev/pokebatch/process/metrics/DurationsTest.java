package dev.pokebatch.process.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pokebatch.process.log.RequestFields;
import dev.pokebatch.process.log.RequestLocal;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How durations are exported, and what they cost. */
class DurationsTest {

  private static final int DURATIONS = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final RequestFields TRACED =
      new RequestFields("request-7", "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

  private final Metrics metrics = new Metrics();

  @Test
  void aBucketCountsTheDurationsUpToItsBound() {
    var durations = durations("kind", "read");
    for (var micros : List.of(0, 1_000, 1_001, 5_000, 70_000_000)) {
      durations.record(TimeUnit.MICROSECONDS.toNanos(micros));
    }
    durations.record(-1);
    durations("kind", "write");

    assertThat(lines(MetricsHandler.TEXT))
        .startsWith(
            "# HELP pokebatch_test_duration_seconds A test.",
            "# TYPE pokebatch_test_duration_seconds histogram",
            "pokebatch_test_duration_seconds_bucket{kind=\"read\",le=\"0.001\"} 2",
            "pokebatch_test_duration_seconds_bucket{kind=\"read\",le=\"0.005\"} 4",
            "pokebatch_test_duration_seconds_bucket{kind=\"read\",le=\"0.01\"} 4")
        .contains(
            "pokebatch_test_duration_seconds_bucket{kind=\"read\",le=\"60.0\"} 4",
            "pokebatch_test_duration_seconds_bucket{kind=\"read\",le=\"+Inf\"} 5",
            "pokebatch_test_duration_seconds_count{kind=\"read\"} 5",
            "pokebatch_test_duration_seconds_sum{kind=\"read\"} 70.007001",
            "pokebatch_test_duration_seconds_count{kind=\"write\"} 0");
    assertThat(durations.count()).isEqualTo(5);
  }

  @Test
  void equalNamesAndLabelsAreOneHistogram() {
    assertThat(durations("kind", "read")).isSameAs(durations("kind", "read"));
  }

  @Test
  void aBucketNamesATraceOnceRequestsAreTraced() {
    var durations = durations();
    RequestLocal.run(TRACED, () -> durations.record(1));
    assertThat(lines(MetricsHandler.OPEN_METRICS)).noneMatch(line -> line.contains("trace_id"));

    metrics.traced();
    RequestLocal.run(TRACED, () -> durations.record(1));
    assertThat(lines(MetricsHandler.OPEN_METRICS))
        .filteredOn(line -> line.contains("_bucket"))
        .filteredOn(line -> line.contains("trace_id=\"" + TRACED.traceId() + "\""))
        .singleElement()
        .asString()
        .startsWith("pokebatch_test_duration_seconds_bucket{le=\"0.001\"} 2 # {");
  }

  @Test
  void nothingIsAllocatedForADuration() {
    var durations = durations();
    var least = Long.MAX_VALUE;
    for (var round = 0; round < 5; round++) {
      var before = THREADS.getCurrentThreadAllocatedBytes();
      for (var i = 0; i < DURATIONS; i++) {
        durations.record(i);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isLessThan(DURATIONS);
  }

  @Test
  void metricsThatAreOffCountNothing() {
    var off = Metrics.off();
    var durations = off.durations("pokebatch.test.duration", "A test.");
    var counter = off.counter("pokebatch.tests", "Tests.");
    durations.record(1);
    counter.increment();

    assertThat(durations.count()).isZero();
    assertThat(counter.sum()).isZero();
    assertThat(off.write(MetricsHandler.TEXT)).isEmpty();
  }

  private Durations durations(String... labels) {
    return metrics.durations("pokebatch.test.duration", "A test.", labels);
  }

  private List<String> lines(String mediaType) {
    return metrics
        .write(mediaType)
        .lines()
        .filter(line -> line.contains("pokebatch_test_duration"))
        .toList();
  }
}
