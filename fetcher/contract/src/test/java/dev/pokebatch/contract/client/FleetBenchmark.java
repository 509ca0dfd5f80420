package dev.pokebatch.contract.client;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Simulates a large cluster: what it costs at rest, and how documents spread over fetchers. */
public final class FleetBenchmark {

  private static final int FETCHERS = 100;
  private static final int GATEWAYS = 20;
  private static final int LOOPS = 2;
  private static final int REQUESTS = 500_000;

  private static final int LOST = 7;

  private final PrintStream out;
  private final JsonArray rows = new JsonArray();

  private FleetBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Takes the file for the figures as JSON. */
  public static void main(String[] arguments) throws IOException {
    var bench = new FleetBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    bench.out.printf(Locale.ROOT, "%n  %d fetchers and %d gateways%n", FETCHERS, GATEWAYS);
    bench.rest();
    bench.routing();
    bench.out.println(bench.rows.encodePrettily());
    Files.writeString(Path.of(arguments[0]), bench.rows.encodePrettily());
  }

  private void rest() {
    var socketMicros = SocketCost.microsOfMessage();
    out.printf(
        Locale.ROOT,
        "  %-28s %10s %10s %10s %14s%n",
        "at rest",
        "sent/s",
        "received/s",
        "CPU",
        "with sockets");
    for (var row : new SimulatedRest(FETCHERS, GATEWAYS).run(30, 30)) {
      var withSockets = row.cpu() + (row.sent() + row.received()) * socketMicros / 1e6;
      out.printf(
          Locale.ROOT,
          "  %-28s %10.0f %10.0f %9.2f%% %13.2f%%%n",
          row.process(),
          row.sent(),
          row.received(),
          100 * row.cpu(),
          100 * withSockets);
      rows.add(row.toJson().put("cpuShareWithSockets", withSockets));
    }
  }

  private void routing() {
    out.printf(
        Locale.ROOT,
        "  %-28s %10s %10s %10s %10s %10s %10s%n",
        "documents by Zipf's law",
        "requests",
        "distinct",
        "upstream",
        "busiest",
        "least busy",
        "choose us");
    var whole = new SimulatedRouting(FETCHERS, GATEWAYS * LOOPS);
    add("empty caches", whole.run(REQUESTS));
    var after = add("then", whole.run(REQUESTS));
    var halved = new SimulatedRouting(FETCHERS, GATEWAYS * LOOPS);
    halved.run(REQUESTS);
    var cached = halved.lose(LOST);
    var lost = add("instead, one fetcher lost", halved.run(REQUESTS));
    out.printf(
        Locale.ROOT,
        "  the lost fetcher had %d documents; it cost %d upstream requests%n%n",
        cached,
        lost.upstream() - after.upstream());
  }

  private SimulatedRouting.Report add(String name, SimulatedRouting.Report report) {
    out.printf(
        Locale.ROOT,
        "  %-28s %10d %10d %10d %10.2f %10.2f %10.2f%n",
        name,
        report.requests(),
        report.distinct(),
        report.upstream(),
        report.busiest(),
        report.leastBusy(),
        report.chooseMicros());
    rows.add(report.toJson(name));
    return report;
  }
}
