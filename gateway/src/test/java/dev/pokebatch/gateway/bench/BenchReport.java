package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Figures.Ratios;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures as a table and as JSON, with the ratios to what each is held against and to the
 * ideal, and of workloads such as (d') to the plain one, (d).
 */
final class BenchReport {

  /** Gateway and fetchers in one process. */
  static final String PAIR = "pair";

  /** What the pair is held against. */
  static final String BARE = "bare loop";

  /** What the pair with metrics is held against. */
  static final String UNMEASURED = "no metrics";

  /** What the pair as two processes is held against. */
  static final String ONE = "one process";

  private static final Set<String> BASES = Set.of(BARE, UNMEASURED, ONE);

  private final List<Figures> figures;

  BenchReport(List<Figures> figures) {
    this.figures = figures;
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%n  %-42s %-13s %9s %9s %9s %9s %9s %9s %11s %9s%n",
        "",
        "",
        "wall s",
        "CPU s",
        "heap MB",
        "/ base",
        "CPU/base",
        "/ ideal",
        "documents/s",
        "CPU us/d");
    for (var row : figures) {
      var toBase = toBase(row);
      var ideal = row.workload().idealSeconds();
      out.printf(
          Locale.ROOT,
          "  %-42s %-13s %9.3f %9.3f %9s %9s %9s %9s %11.0f %9.0f%n",
          "(" + row.workload().id() + ") " + row.workload().title(),
          row.contender(),
          row.wall(),
          row.cpu(),
          row.heapMb() == 0 ? "" : String.format(Locale.ROOT, "%.1f", row.heapMb()),
          String.format(Locale.ROOT, "%.3f", toBase.wall()),
          Double.isNaN(toBase.cpu()) ? "" : String.format(Locale.ROOT, "%.3f", toBase.cpu()),
          ideal == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.wall() / ideal),
          row.documentsPerSecond(),
          row.cpuMicrosPerDocument());
    }
    out.println();
    for (var row : figures) {
      var pair = pair(row);
      if (pair != null) {
        out.printf(
            Locale.ROOT,
            "  (%s) takes the pair %.2f times the time and %.2f times the CPU of %s%n",
            row.workload().id(),
            pair.wall() / row.wall(),
            pair.cpu() / row.cpu(),
            row.contender());
      }
    }
    for (var row : figures) {
      var plain = plain(row);
      if (plain != null) {
        out.printf(
            Locale.ROOT,
            "  (%s) takes %.2f times the CPU of (%s): %s%n",
            row.workload().id(),
            row.cpu() / plain.cpu(),
            plain.workload().id(),
            row.contender());
      }
    }
    out.println();
  }

  String toJson() {
    var rows = new JsonArray();
    for (var row : figures) {
      var toBase = toBase(row);
      var json =
          new JsonObject()
              .put("workload", row.workload().id())
              .put("title", row.workload().title())
              .put("contender", row.contender())
              .put("wallSeconds", row.wall())
              .put("cpuSeconds", row.cpu())
              .put("wallToBase", toBase.wall())
              .put("documentsPerSecond", row.documentsPerSecond())
              .put("cpuMicrosPerDocument", row.cpuMicrosPerDocument());
      if (row.heapMb() > 0) {
        json.put("peakHeapMb", row.heapMb());
      }
      if (!Double.isNaN(toBase.cpu())) {
        json.put("cpuToBase", toBase.cpu());
      }
      var plain = plain(row);
      if (plain != null) {
        json.put("cpuToPlain", row.cpu() / plain.cpu());
      }
      if (row.workload().idealSeconds() > 0) {
        json.put("wallToIdeal", row.wall() / row.workload().idealSeconds());
      }
      rows.add(json);
    }
    return new JsonObject()
        .put("java", System.getProperty("java.version"))
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("rows", rows)
        .encodePrettily();
  }

  /** The pair's figures for another contender's workload; null if there are none. */
  private @Nullable Figures pair(Figures row) {
    return figures.stream()
        .filter(other -> other.workload().equals(row.workload()))
        .filter(other -> other.contender().equals(PAIR) && !row.contender().equals(PAIR))
        .findFirst()
        .orElse(null);
  }

  /** The same contender's figures for (d) if these are for (d'); null if there are none. */
  private @Nullable Figures plain(Figures row) {
    return figures.stream()
        .filter(other -> row.workload().id().equals(other.workload().id() + "'"))
        .filter(other -> other.contender().equals(row.contender()))
        .findFirst()
        .orElse(null);
  }

  /** What a row takes for what it is held against; no CPU if that took none. */
  private Ratios toBase(Figures row) {
    var known = row.toBase();
    if (known != null) {
      return known;
    }
    var base = base(row);
    return new Ratios(
        row.wall() / base.wall(), base.cpu() == 0 ? Double.NaN : row.cpu() / base.cpu());
  }

  private Figures base(Figures row) {
    return figures.stream()
        .filter(other -> other.workload().equals(row.workload()))
        .filter(other -> BASES.contains(other.contender()))
        .findFirst()
        .orElse(row);
  }
}
