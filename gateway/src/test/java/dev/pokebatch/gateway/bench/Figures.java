package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Bench.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Medians of a contender's runs.
 *
 * @param toBase its wall and CPU time by those of what it is held against, where the two took
 *     turns; null if the medians are to be divided
 */
record Figures(
    String contender,
    Workload workload,
    double wall,
    double cpu,
    double heapMb,
    @Nullable Ratios toBase) {

  /**
   * What one contender takes for what another takes.
   *
   * @param wall of its wall time
   * @param cpu of its CPU time
   */
  record Ratios(double wall, double cpu) {}

  double documentsPerSecond() {
    return workload.allDocuments() / wall;
  }

  double cpuMicrosPerDocument() {
    return cpu * 1e6 / workload.allDocuments();
  }

  static Figures median(String contender, Workload workload, List<Measure> runs) {
    return new Figures(
        contender,
        workload,
        middle(runs.stream().map(Measure::wallSeconds).toList()),
        middle(runs.stream().map(Measure::cpuSeconds).toList()),
        middle(runs.stream().map(Measure::heapMb).toList()),
        null);
  }

  Figures with(Ratios ratios) {
    return new Figures(contender, workload, wall, cpu, heapMb, ratios);
  }

  /** Returns the median; of an even number, the greater one of the two in the middle. */
  static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
