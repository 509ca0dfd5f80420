package dev.pokebatch.process.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The metrics of a process. Names are given with dots and without units or {@code _total}: {@code
 * pokebatch.memory.used} in bytes is exported as {@code pokebatch_memory_used_bytes}. A label has a
 * value of a small, fixed set; nothing that a client sends becomes one. In OpenMetrics, a bucket of
 * a histogram names a recent trace as its exemplar. Thread-safe.
 */
public final class Metrics {

  /** Upper bounds of the buckets of all histograms of durations, in milliseconds. */
  public static final List<Integer> BOUNDS_MS =
      List.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

  private final ScrapeClock clock;
  private final PrometheusMeterRegistry registry;

  /** The registry refers to the counted objects weakly. */
  private final Queue<LongSupplier> counted = new ConcurrentLinkedQueue<>();

  /** By name and labels. */
  private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

  private final Map<String, DurationFamily> durations = new ConcurrentHashMap<>();
  private final ThreadCounts counts = new ThreadCounts();
  private final boolean isOn;
  private volatile boolean isTraced;

  /** Creates a registry without any metric. */
  public Metrics() {
    this(System::currentTimeMillis, true);
  }

  /** Creates a registry with this clock, in milliseconds since 1970. */
  Metrics(LongSupplier millis) {
    this(millis, true);
  }

  private Metrics(LongSupplier millis, boolean isOn) {
    this.isOn = isOn;
    clock = new ScrapeClock(millis);
    registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock, new RequestExemplars());
    registry.config().meterFilter(new KnownMethods()).meterFilter(new ConventionalNames());
    if (!isOn) {
      registry.config().meterFilter(MeterFilter.deny());
    }
  }

  /** Creates the metrics of a process, with those that every JVM has. */
  public static Metrics ofProcess() {
    var metrics = new Metrics();
    JvmMeters.register(metrics);
    return metrics;
  }

  /** Creates metrics that measure nothing, to find out what measuring costs. */
  public static Metrics off() {
    return new Metrics(System::currentTimeMillis, false);
  }

  /** Makes histograms name traces from now on. Without, they do not look for one. */
  public void traced() {
    isTraced = true;
  }

  /** The registry, for libraries that have metrics of their own. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * Adds a value that goes up and down.
   *
   * @param unit base unit, such as {@code bytes}; empty for a number of things
   * @param help one sentence
   * @param value read on each scrape, by any thread
   * @param labels names and values in turn
   */
  public void gauge(String name, String unit, String help, DoubleSupplier value, String... labels) {
    Gauge.builder(name, value::getAsDouble)
        .baseUnit(unit.isEmpty() ? null : unit)
        .description(help)
        .tags(labels)
        .register(registry);
  }

  /**
   * Adds a count that something else keeps, and that only grows.
   *
   * @param count read on each scrape, by any thread
   */
  public void count(String name, String help, LongSupplier count, String... labels) {
    counted.add(count);
    FunctionCounter.builder(name, count, LongSupplier::getAsLong)
        .description(help)
        .tags(labels)
        .register(registry);
  }

  /**
   * Returns the counter of this name and these labels. It costs the caller an addition: whatever
   * else is exported of it is made on each scrape.
   */
  public Counter counter(String name, String help, String... labels) {
    return counters.computeIfAbsent(
        Stream.concat(Stream.of(name), Stream.of(labels)).toList(),
        first -> {
          var counter = isOn ? new Counter(counts) : new IgnoredCounter(counts);
          count(name, help, counter::sum, labels);
          return counter;
        });
  }

  /**
   * Returns the histogram of durations of this name and these labels, in seconds, with the buckets
   * {@link #BOUNDS_MS}.
   */
  public Durations durations(String name, String help, String... labels) {
    return isOn
        ? durations
            .computeIfAbsent(name, first -> family(name, help))
            .get(Labels.of(labels), this::histogram)
        : new IgnoredDurations(counts);
  }

  private DurationFamily family(String name, String help) {
    var family = new DurationFamily(name, help);
    registry.getPrometheusRegistry().register(family);
    return family;
  }

  private Durations histogram() {
    return new Durations(counts, () -> isTraced);
  }

  /**
   * Writes all values. Blocks for some milliseconds.
   *
   * @param mediaType {@link MetricsHandler#TEXT} or {@link MetricsHandler#OPEN_METRICS}
   */
  String write(String mediaType) {
    var text = registry.scrape(mediaType);
    clock.scraped();
    return text;
  }

  /** A counter of metrics that are off. */
  private static final class IgnoredCounter extends Counter {
    private IgnoredCounter(ThreadCounts counts) {
      super(counts);
    }

    @Override
    public void add(long count) {
      // Nothing is counted.
    }
  }

  /** A histogram of metrics that are off. */
  private static final class IgnoredDurations extends Durations {
    private IgnoredDurations(ThreadCounts counts) {
      super(counts, () -> false);
    }

    @Override
    public void record(long duration) {
      // Nothing is recorded.
    }
  }
}
