package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Bench.Measure;
import dev.pokebatch.gateway.bench.Figures.Ratios;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds out what metrics cost: a pair with metrics against one without. A difference of a few
 * percent is less than what two JVMs differ by, which compile differently, or two minutes on a
 * machine with other work. So the pairs are in one process and take turns, each turn is compared
 * with the one beside it, and a second pair without metrics shows what the method does not resolve.
 * The order in which the pairs are started matters as well, and changes from process to process.
 */
final class MetricsCost {

  private static final List<String> NAMES =
      List.of("metrics", BenchReport.UNMEASURED, "no metrics again");

  /** The pair that the others are held against. */
  private static final int BASE = 1;

  private static final int PROCESSES = 2 * MeasuredPair.PAIRS;
  private static final int ATTEMPTS = 20;
  private static final int WARM_UPS = 12;
  private static final int TURNS = 21;

  private final PrintStream out;
  private final Contender sample;
  private final Workload workload;

  /** By pair, of all processes. */
  private final List<List<Measure>> runs =
      NAMES.stream().<List<Measure>>map(name -> new ArrayList<>()).toList();

  /** By pair, one of each process. */
  private final List<List<Ratios>> ratios =
      NAMES.stream().<List<Ratios>>map(name -> new ArrayList<>()).toList();

  MetricsCost(PrintStream out, Contender sample, Workload workload) {
    this.out = out;
    this.sample = sample;
    this.workload = workload;
  }

  List<Figures> measure() {
    for (var i = 0; i < PROCESSES; i++) {
      takeTurns(i);
      for (var pair = 0; pair < NAMES.size(); pair++) {
        var last = ratios.get(pair).get(i);
        out.printf(
            Locale.ROOT,
            "  %s, %s: CPU %.3f, wall %.3f%n",
            workload.title(),
            NAMES.get(pair),
            last.cpu(),
            last.wall());
      }
    }
    return IntStream.range(0, NAMES.size()).mapToObj(this::figures).toList();
  }

  private Figures figures(int pair) {
    var ofAll = ratios.get(pair);
    return Figures.median(NAMES.get(pair), workload, runs.get(pair))
        .with(
            new Ratios(
                Figures.middle(ofAll.stream().map(Ratios::wall).toList()),
                Figures.middle(ofAll.stream().map(Ratios::cpu).toList())));
  }

  private void takeTurns(int process) {
    try (var pairs = Contender.measured(sample.url(), process % MeasuredPair.PAIRS)) {
      var urls = pairs.url().split(" ", -1);
      List<List<Measure>> turns =
          NAMES.stream().<List<Measure>>map(name -> new ArrayList<>()).toList();
      for (var url : urls) {
        fillCache(url);
      }
      for (var turn = -WARM_UPS; turn < TURNS; turn++) {
        for (var i = 0; i < urls.length; i++) {
          // Each is first as often as the others, and none twice in a row, with warm caches.
          var pair = (turn + WARM_UPS + i) % urls.length;
          var url = urls[pair];
          var measure = pairs.measure(() -> post(url));
          if (turn >= 0) {
            turns.get(pair).add(measure);
          }
        }
      }
      for (var pair = 0; pair < urls.length; pair++) {
        runs.get(pair).addAll(turns.get(pair));
        ratios
            .get(pair)
            .add(
                new Ratios(
                    ratio(turns.get(pair), turns.get(BASE), Measure::wallSeconds),
                    ratio(turns.get(pair), turns.get(BASE), Measure::cpuSeconds)));
      }
    }
  }

  /** A young JVM on a busy machine may fail to get some documents in time. */
  private void fillCache(String url) {
    for (var i = 0; i < ATTEMPTS; i++) {
      if (BatchPost.isComplete(url, workload)) {
        return;
      }
    }
    throw new IllegalStateException("the cache does not get every document");
  }

  private void post(String url) {
    for (var i = 0; i < workload.batches(); i++) {
      BatchPost.run(url, workload);
    }
  }

  /**
   * Returns the mean of the middle half of the ratios of all turns. Unlike the median it is no
   * multiple of the clock's ticks, which are a few percent of a turn.
   */
  private static double ratio(
      List<Measure> some, List<Measure> base, ToDoubleFunction<Measure> seconds) {
    return IntStream.range(0, TURNS)
        .mapToDouble(
            turn -> seconds.applyAsDouble(some.get(turn)) / seconds.applyAsDouble(base.get(turn)))
        .sorted()
        .skip(TURNS / 4)
        .limit(TURNS - 2 * (TURNS / 4))
        .average()
        .orElseThrow();
  }
}
