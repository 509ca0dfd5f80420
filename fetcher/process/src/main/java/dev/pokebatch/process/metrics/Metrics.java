package dev.pokebatch.process.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
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

  private static final Duration[] BOUNDS =
      BOUNDS_MS.stream().map(Duration::ofMillis).toArray(Duration[]::new);

  private final ScrapeClock clock;
  private final PrometheusMeterRegistry registry;

  /** The registry refers to the counted objects weakly. */
  private final Queue<LongSupplier> counted = new ConcurrentLinkedQueue<>();

  /** By name and labels. */
  private final Map<List<String>, LongAdder> counters = new ConcurrentHashMap<>();

  /** Creates a registry without any metric. */
  public Metrics() {
    this(System::currentTimeMillis);
  }

  /** Creates a registry with this clock, in milliseconds since 1970. */
  Metrics(LongSupplier millis) {
    clock = new ScrapeClock(millis);
    registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock, new RequestExemplars());
    registry.config().meterFilter(new KnownMethods()).meterFilter(new ConventionalNames());
  }

  /** Creates the metrics of a process, with those that every JVM has. */
  public static Metrics ofProcess() {
    var metrics = new Metrics();
    JvmMeters.register(metrics);
    return metrics;
  }

  /** Creates metrics that measure nothing, to find out what measuring costs. */
  public static Metrics off() {
    var metrics = new Metrics();
    metrics.registry.config().meterFilter(MeterFilter.deny());
    return metrics;
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
  public LongAdder counter(String name, String help, String... labels) {
    return counters.computeIfAbsent(
        Stream.concat(Stream.of(name), Stream.of(labels)).toList(),
        first -> {
          var counter = new LongAdder();
          count(name, help, counter::sum, labels);
          return counter;
        });
  }

  /** Returns a new histogram of durations, in seconds, with the buckets {@link #BOUNDS_MS}. */
  public Timer timer(String name, String help, String... labels) {
    return Timer.builder(name)
        .description(help)
        .tags(labels)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  /** Returns the names of all metrics, as they are exported without suffixes, for tests. */
  public Stream<String> names() {
    return registry.getMeters().stream().map(meter -> meter.getId().getName()).distinct();
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
}
