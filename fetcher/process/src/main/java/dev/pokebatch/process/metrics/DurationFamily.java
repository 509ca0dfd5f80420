package dev.pokebatch.process.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Exports all histograms of one name. Thread-safe. */
final class DurationFamily implements Collector {

  private final MetricMetadata metadata;
  private final Map<Labels, Durations> histograms = new ConcurrentHashMap<>();

  /**
   * Creates an empty family.
   *
   * @param name with dots, and without the unit
   */
  DurationFamily(String name, String help) {
    metadata = new MetricMetadata(name.replace('.', '_') + "_seconds", help);
  }

  /** Returns the histogram with these labels; the first time, a new one. */
  Durations get(Labels labels, Supplier<Durations> first) {
    return histograms.computeIfAbsent(labels, absent -> first.get());
  }

  @Override
  public String getPrometheusName() {
    return metadata.getPrometheusName();
  }

  @Override
  public HistogramSnapshot collect() {
    return new HistogramSnapshot(
        metadata,
        histograms.entrySet().stream()
            .map(histogram -> histogram.getValue().snapshot(histogram.getKey()))
            .toList());
  }
}
