package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.testing.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs every workload on every contender and prints medians: wall time, CPU time of the whole
 * process, peak heap.
 */
public final class Bench {

  private static final int DOCUMENTS = 1_000;
  private static final String FIELDS = "id,name,types.type.name,stats.base_stat,stats.stat.name";

  /** A card in columns. Documents of Pokémon have no names, so the last one is null. */
  private static final String SHAPE =
      "id,name,"
          + List.of("hp", "attack", "defense", "special-attack", "special-defense", "speed")
              .stream()
              .map(stat -> stat + ":value($.stats[?@.stat.name=='" + stat + "'].base_stat)")
              .collect(Collectors.joining(","))
          + ",types:$.types[*].type.name,german:value($.names[?@.language.name=='de'].name)";

  private static final String SMALL = "id,name";

  private static final List<Workload> COLD =
      List.of(
          new Workload("a", "20 of 80 KB at 100 ms", 20, 1, 20, 100, "*", 0.1),
          new Workload(
              "b", "1,000 of 80 KB at 100 ms, 100 at once", DOCUMENTS, 1, 100, 100, "*", 1),
          new Workload("c", "1,000 of 230 KB at 0 ms, 64 at once", DOCUMENTS, 1, 64, 0, "*", 0),
          new Workload("d", "the same, five fields of each", DOCUMENTS, 1, 64, 0, FIELDS, 0),
          new Workload("d'", "the same, a shape of ten members", DOCUMENTS, 1, 64, 0, SHAPE, 0));

  private static final Workload WARM =
      new Workload("e", "1,000 small ones from warm caches", DOCUMENTS, 1, 100, 0, SMALL, 0);

  private static final List<Workload> HOT =
      List.of(
          new Workload("f", "5 times 1,000 hot ones, five fields", DOCUMENTS, 5, 100, 0, FIELDS, 0),
          new Workload("f'", "the same, as gzip", DOCUMENTS, 5, 100, 0, FIELDS, 0).compressed(),
          new Workload("g", "151 hot ones, five fields", 151, 1, 100, 0, FIELDS, 0));

  private static final Workload MEASURED =
      new Workload("m", "15 times 1,000 hot ones, in turns", DOCUMENTS, 15, 100, 0, FIELDS, 0);

  private static final Workload KEPT =
      new Workload("h", "a job of 50,000, all warm, 256 MB", DOCUMENTS, 50, 64, 0, SMALL, 0);

  private static final String ALL = "all";

  private final PrintStream out;
  private final Set<String> rows;
  private final List<Figures> figures = new ArrayList<>();

  private Bench(PrintStream out, Set<String> rows) {
    this.out = out;
    this.rows = rows;
  }

  /**
   * Takes the file for the figures as JSON and the rows to measure, such as {@code d,d'}; {@code
   * all} or nothing for all of them.
   */
  public static void main(String[] arguments) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var rows = arguments.length > 1 ? arguments[1] : ALL;
    var bench = new Bench(out, Set.of(rows.split(",", -1)));
    bench.compareToABareLoop();
    bench.compareTwoProcessesToOne();
    bench.compareHotOnesToABareLoop();
    bench.compareMetricsToNone();
    bench.measureJobs();
    var report = new BenchReport(bench.figures);
    report.print(out);
    var json = report.toJson();
    out.println(json);
    Files.writeString(Path.of(arguments[0]), json);
    System.exit(0);
  }

  private boolean wants(Workload workload) {
    return rows.contains(ALL) || rows.contains(workload.id());
  }

  private void compareToABareLoop() {
    for (var latency : List.of(100, 0)) {
      var wanted =
          COLD.stream().filter(this::wants).filter(row -> row.latencyMs() == latency).toList();
      if (wanted.isEmpty()) {
        continue;
      }
      var kb = latency == 0 ? 230 : 80;
      try (var sample = Contender.sample(latency, DOCUMENTS, kb);
          var pair = Contender.pair(sample.url(), Contender.UNCACHED);
          var bare = Contender.bare(sample.url())) {
        for (var workload : wanted) {
          measure("pair", pair, workload);
          measure(BenchReport.BARE, bare, workload);
        }
      }
    }
  }

  private void compareTwoProcessesToOne() {
    if (!wants(WARM)) {
      return;
    }
    try (var sample = Contender.sample(0, DOCUMENTS, 40);
        var one = Contender.pair(sample.url(), Contender.CACHED);
        var fetcher = Contender.fetcher(sample.url());
        var two = Contender.gateway(fetcher)) {
      measure("two processes", two, WARM);
      measure(BenchReport.ONE, one, WARM);
    }
  }

  /** The bare loop keeps nothing: it asks the upstream, which is no time away, and parses. */
  private void compareHotOnesToABareLoop() {
    var wanted = HOT.stream().filter(this::wants).toList();
    if (wanted.isEmpty()) {
      return;
    }
    try (var sample = Contender.sample(0, DOCUMENTS, 80);
        var pair = Contender.pair(sample.url(), Contender.CACHED);
        var bare = Contender.bare(sample.url())) {
      for (var workload : wanted) {
        measure("pair", pair, workload);
        if (!workload.gzip()) {
          measure(BenchReport.BARE, bare, workload);
        }
      }
    }
  }

  private void compareMetricsToNone() {
    if (wants(MEASURED)) {
      try (var sample = Contender.sample(0, DOCUMENTS, 80)) {
        figures.addAll(new MetricsCost(out, sample, MEASURED).measure());
      }
    }
  }

  private void measureJobs() throws IOException {
    if (!wants(KEPT)) {
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

  /** Warm-up until the compilers have had their say, then the runs that count. */
  private void measure(String name, Contender contender, Workload workload) {
    out.printf(Locale.ROOT, "  %s, %s ...%n", workload.title(), name);
    for (var i = 0; i < workload.warmUps(); i++) {
      contender.run(workload);
    }
    var runs = new ArrayList<Measure>();
    for (var i = 0; i < workload.runs(); i++) {
      runs.add(contender.run(workload));
    }
    figures.add(Figures.median(name, workload, runs));
  }

  /** One run: seconds, CPU seconds of the contender's processes, their peak heap in MB. */
  record Measure(double wallSeconds, double cpuSeconds, double heapMb) {
    /** In the same time, another process of the contender. */
    Measure with(Measure other) {
      return new Measure(wallSeconds, cpuSeconds + other.cpuSeconds, heapMb + other.heapMb);
    }
  }
}
