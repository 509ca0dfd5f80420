package dev.pokebatch.gateway.bench;

import static dev.pokebatch.gateway.bench.Workloads.COLD;
import static dev.pokebatch.gateway.bench.Workloads.DOCUMENTS;
import static dev.pokebatch.gateway.bench.Workloads.HOT;
import static dev.pokebatch.gateway.bench.Workloads.KEPT;
import static dev.pokebatch.gateway.bench.Workloads.MEASURED;
import static dev.pokebatch.gateway.bench.Workloads.WARM;

import dev.pokebatch.gateway.testing.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs every workload on every contender and prints medians: wall time, CPU time of the whole
 * process, peak heap.
 */
public final class Bench {

  /** Runs every row. */
  private static final String ALL = "all";

  private final PrintStream out;
  private final List<Figures> figures = new ArrayList<>();

  private final Set<String> rows;

  private Bench(PrintStream out, Set<String> rows) {
    this.out = out;
    this.rows = rows;
  }

  /** Takes the file for the figures as JSON, and the ids of rows, as in {@code d,d'}, or all. */
  public static void main(String[] arguments) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var bench =
        new Bench(
            out, Set.copyOf(List.of((arguments.length > 1 ? arguments[1] : ALL).split(",", -1))));
    bench.compareColdOnes();
    bench.compareTwoProcessesToOne();
    bench.compareHotOnes();
    bench.compareMetricsToNone();
    bench.measureJobs();
    var report = new BenchReport(bench.figures);
    report.print(out);
    var json = report.toJson();
    out.println(json);
    Files.writeString(Path.of(arguments[0]), json);
    System.exit(0);
  }

  private List<Workload> wanted(List<Workload> all) {
    return all.stream().filter(each -> rows.contains(ALL) || rows.contains(each.id())).toList();
  }

  private void compareColdOnes() {
    for (var latency : List.of(100, 0)) {
      var workloads =
          wanted(COLD).stream().filter(workload -> workload.latencyMs() == latency).toList();
      contest(workloads, latency, latency == 0 ? 230 : 80, Contender.UNCACHED);
    }
  }

  /** The others keep nothing: they ask the upstream, which is no time away, and parse. */
  private void compareHotOnes() {
    contest(wanted(HOT), 0, 80, Contender.CACHED);
  }

  /** The pair, a bare loop, and programs in other languages where these choose fields. */
  private void contest(List<Workload> workloads, int latencyMs, int kb, Map<String, String> cache) {
    if (workloads.isEmpty()) {
      return;
    }
    try (var sample = Contender.sample(latencyMs, DOCUMENTS, kb);
        var pair = Contender.pair(sample.url(), cache);
        var bare = Contender.bare(sample.url());
        var peers = new Peers(sample.url(), out)) {
      for (var workload : workloads) {
        var contenders = new LinkedHashMap<String, Runner>();
        contenders.put(BenchReport.PAIR, pair);
        if (!workload.gzip()) {
          contenders.put(BenchReport.BARE, bare);
        }
        if (workload.hasPeers()) {
          peers.all().forEach(peer -> contenders.put(peer.title(), peer));
        }
        measure(workload, contenders);
        if (workload.hasPeers()) {
          peers.check(BatchPost.rows(pair.url(), workload));
        }
      }
    }
  }

  private void compareTwoProcessesToOne() {
    for (var workload : wanted(List.of(WARM))) {
      try (var sample = Contender.sample(0, DOCUMENTS, 40);
          var one = Contender.pair(sample.url(), Contender.CACHED);
          var fetcher = Contender.fetcher(sample.url());
          var two = Contender.gateway(fetcher)) {
        measure("two processes", two, workload);
        measure(BenchReport.ONE, one, workload);
      }
    }
  }

  private void compareMetricsToNone() {
    for (var workload : wanted(List.of(MEASURED))) {
      try (var sample = Contender.sample(0, DOCUMENTS, 80)) {
        figures.addAll(new MetricsCost(out, sample, workload).measure());
      }
    }
  }

  private void measureJobs() throws IOException {
    if (wanted(List.of(KEPT)).isEmpty()) {
      return;
    }
    var folder = Files.createTempDirectory("jobs");
    try (var sample = Contender.sample(0, DOCUMENTS, 40);
        var embedded =
            Contender.jobs(
                sample.url(), Map.of("DATA_DIR", folder.toString(), "DISK_MAX_BYTES", "0"))) {
      measure("SQLite", embedded, KEPT);
      if (PostgresServer.isInstalled()) {
        var database = Map.of("DATABASE_URL", PostgresServer.shared().emptySchema());
        try (var shared = Contender.jobs(sample.url(), database)) {
          measure("PostgreSQL", shared, KEPT);
        }
      }
    } finally {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void measure(String name, Contender contender, Workload workload) {
    measure(workload, Map.of(name, contender));
  }

  /** Warm-up until the compilers have had their say; then the runs that count, in turns. */
  private void measure(Workload workload, Map<String, Runner> contenders) {
    var runs = new LinkedHashMap<String, List<Measure>>();
    contenders.forEach(
        (name, contender) -> {
          out.printf(Locale.ROOT, "  %s, %s ...%n", workload.title(), name);
          for (var i = 0; i < contender.warmUps(workload); i++) {
            contender.run(workload);
          }
        });
    for (var i = 0; i < workload.runs(); i++) {
      contenders.forEach(
          (name, contender) ->
              runs.computeIfAbsent(name, first -> new ArrayList<>()).add(contender.run(workload)));
    }
    runs.forEach((name, measures) -> figures.add(Figures.median(name, workload, measures)));
  }

  /**
   * One run: seconds, CPU seconds of the contender's processes, their peak heap in MB; 0 if that is
   * unknown.
   */
  record Measure(double wallSeconds, double cpuSeconds, double heapMb) {
    /** And after that, so many seconds and CPU seconds. */
    Measure then(double wall, double cpu) {
      return new Measure(wallSeconds + wall, cpuSeconds + cpu, heapMb);
    }

    /** In the same time, another process of the contender. */
    Measure with(Measure other) {
      return new Measure(wallSeconds, cpuSeconds + other.cpuSeconds, heapMb + other.heapMb);
    }
  }
}
