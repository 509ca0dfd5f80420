package dev.pokebatch.gateway.demo;

import dev.pokebatch.gateway.demo.Demo.Run;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the runs as a table: names, wall-clock time, and speed-up over the first run. */
final class DemoTable {

  private static final int TITLE = 28;
  private static final int NAMES = 48;
  private static final String ROW = "  │ %-" + TITLE + "s │ %-" + NAMES + "s │ %8s │ %7s │%n";

  private final PrintStream out;

  DemoTable(PrintStream out) {
    this.out = out;
  }

  void print(List<Run> runs) {
    out.println();
    rule("┌", "┬", "┐");
    out.printf(Locale.ROOT, ROW, "", "Pokémon", "time", "faster");
    for (var run : runs) {
      rule("├", "┼", "┤");
      row(run, runs.get(0).seconds() / run.seconds());
    }
    rule("└", "┴", "┘");
    out.printf(
        Locale.ROOT,
        "%n  Waiting for twenty things takes as long as waiting for one: %.1f times faster.%n%n",
        runs.get(0).seconds() / runs.get(1).seconds());
  }

  private void row(Run run, double ratio) {
    var lines = wrap(run.names());
    for (var i = 0; i < lines.size(); i++) {
      var first = i == 0;
      out.printf(
          Locale.ROOT,
          ROW,
          first ? run.job().title() : "",
          lines.get(i),
          first ? String.format(Locale.ROOT, "%.2f s", run.seconds()) : "",
          first ? String.format(Locale.ROOT, "%.1f ×", ratio) : "");
    }
  }

  private static List<String> wrap(List<String> names) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var name : names) {
      if (line.length() + name.length() + 3 > NAMES) {
        lines.add(line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(name);
    }
    lines.add(line.toString());
    return lines;
  }

  private void rule(String left, String middle, String right) {
    out.println(
        "  "
            + left
            + "─".repeat(TITLE + 2)
            + middle
            + "─".repeat(NAMES + 2)
            + middle
            + "─".repeat(10)
            + middle
            + "─".repeat(9)
            + right);
  }
}
