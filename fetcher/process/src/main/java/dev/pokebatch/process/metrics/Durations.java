package dev.pokebatch.process.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.prometheus.metrics.core.exemplars.ExemplarSamplerConfig;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A histogram of durations with the buckets {@link Metrics#BOUNDS_MS}. A duration costs two
 * additions: Micrometer's timers also read the time for each, to find an exemplar, and keep a
 * maximum. Thread-safe; allocates nothing for a duration.
 */
public class Durations {

  private static final long[] BOUNDS_NANOS =
      Metrics.BOUNDS_MS.stream().mapToLong(TimeUnit.MILLISECONDS::toNanos).toArray();

  /** In seconds; the last bucket has no bound. */
  private static final double[] BOUNDS =
      Stream.concat(
              Metrics.BOUNDS_MS.stream().map(ms -> ms / 1e3), Stream.of(Double.POSITIVE_INFINITY))
          .mapToDouble(bound -> bound)
          .toArray();

  private final ThreadCounts counts;

  /** The number of the first bucket. After the buckets comes the sum, in nanoseconds. */
  private final int first;

  private final BooleanSupplier isTraced;
  private final ExemplarSampler exemplars;

  /**
   * Creates an empty histogram.
   *
   * @param isTraced whether requests have traces, of which exemplars are taken
   */
  Durations(ThreadCounts counts, BooleanSupplier isTraced) {
    this.counts = counts;
    this.first = counts.reserve(BOUNDS.length + 1);
    this.isTraced = isTraced;
    this.exemplars =
        new ExemplarSampler(
            new ExemplarSamplerConfig(
                PrometheusProperties.get().getExemplarProperties(), BOUNDS.clone()),
            new RequestExemplars());
  }

  /** Records a duration; ignores a negative one. */
  public void record(long duration) {
    if (duration < 0) {
      return;
    }
    counts.add(first + bucket(duration), 1);
    counts.add(first + BOUNDS.length, duration);
    if (isTraced.getAsBoolean()) {
      exemplars.observe(duration / 1e9);
    }
  }

  /** Most durations are short. */
  private static int bucket(long duration) {
    var index = 0;
    while (index < BOUNDS_NANOS.length && duration > BOUNDS_NANOS[index]) {
      index++;
    }
    return index;
  }

  /** Returns how many durations have been recorded. */
  public long count() {
    return Arrays.stream(counts()).sum();
  }

  /** Returns the sum of all durations. */
  public double seconds() {
    return counts.sum(first + BOUNDS.length) / 1e9;
  }

  /** Returns how many durations were at most as long as each of {@link Metrics#BOUNDS_MS}. */
  public long[] countsAtMost() {
    var atMost = Arrays.copyOf(counts(), BOUNDS_NANOS.length);
    Arrays.parallelPrefix(atMost, Long::sum);
    return atMost;
  }

  private long[] counts() {
    return IntStream.range(0, BOUNDS.length)
        .mapToLong(bucket -> counts.sum(first + bucket))
        .toArray();
  }

  /** Returns the values as they are exported. */
  HistogramDataPointSnapshot snapshot(Labels labels) {
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(BOUNDS, counts()), seconds(), labels, exemplars.collect(), 0);
  }
}
