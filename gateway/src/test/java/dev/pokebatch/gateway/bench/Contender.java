package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Bench.Measure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** A process that is measured, or that the measured ones need. */
final class Contender implements Runner, AutoCloseable {

  /** Every document comes from the upstream, every time, as fast as it can. */
  static final Map<String, String> UNCACHED = Map.of("CACHE_MAX_BYTES", "0", "UPSTREAM_RATE", "0");

  /** Documents are cached after the first request. */
  static final Map<String, String> CACHED = Map.of();

  private static final Map<String, String> PAIR =
      Map.of("HTTP_HOST", "127.0.0.1", "HTTP_PORT", "0", "MANAGEMENT_PORT", "0");

  /** The meter reads a process by JMX, whose objects the process's own filter would refuse. */
  private static final String ANY_OBJECT = "-Djdk.serialFilter=*";

  private final Process process;
  private final BufferedReader output;
  private final String url;
  private final Meter meter;
  private final List<Meter> meters = new ArrayList<>();
  private final Job job;

  private Contender(
      String main,
      List<String> arguments,
      Map<String, String> settings,
      String ready,
      String heap,
      Job job) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, ANY_OBJECT));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    try {
      process = builder.start();
      output = process.inputReader(StandardCharsets.UTF_8);
      url = await(Pattern.compile(ready));
      meter = new Meter(process.pid());
      meters.add(meter);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    this.job = job;
  }

  /** The sample upstream. */
  static Contender sample(int latencyMs, int documents, int kb) {
    var arguments =
        List.of(
            "--latency-ms", String.valueOf(latencyMs),
            "--documents", String.valueOf(documents),
            "--document-kb", String.valueOf(kb));
    return new Contender(
        "dev.pokebatch.sample.SampleMain",
        arguments,
        Map.of(),
        "sample upstream at (.*)",
        "1g",
        (contender, workload) -> {});
  }

  /** Gateway and fetchers in one process. */
  static Contender pair(String upstream, Map<String, String> more) {
    var settings = new HashMap<>(PAIR);
    settings.put("POKEAPI_URL", upstream);
    settings.put("UPSTREAM_RATE", "0");
    settings.putAll(more);
    return gateway(settings);
  }

  /**
   * Gateway and fetchers in one process, which has few bytes, and jobs done.
   *
   * @param database the settings that name it
   */
  static Contender jobs(String upstream, Map<String, String> database) {
    var settings = new HashMap<>(PAIR);
    settings.put("POKEAPI_URL", upstream);
    settings.put("UPSTREAM_RATE", "0");
    settings.putAll(database);
    return new Contender(
        "dev.pokebatch.gateway.launch.GatewayMain",
        List.of(),
        settings,
        "gateway ready: (http://[^/]*)",
        "256m",
        (contender, workload) -> JobPost.run(contender.url, workload));
  }

  /** Pairs with and without metrics in one process; the URL is that of each, one after another. */
  static Contender measured(String upstream, int shift) {
    return new Contender(
        MeasuredPair.class.getName(),
        List.of(upstream, String.valueOf(shift)),
        Map.of(),
        "gateways ready: (http://[^,]*),",
        "1g",
        (contender, workload) -> {});
  }

  /** A fetcher in a process of its own. */
  static Contender fetcher(String upstream) {
    var settings = new HashMap<>(PAIR);
    settings.put("POKEAPI_URL", upstream);
    settings.put("CLUSTER_NAME", "bench-" + ProcessHandle.current().pid());
    return new Contender(
        "dev.pokebatch.fetcher.launch.FetcherMain",
        List.of(),
        settings,
        "fetcher ready: (.*)",
        "512m",
        (contender, workload) -> {});
  }

  /** A gateway in a process of its own, and the fetcher behind it. */
  static Contender gateway(Contender fetcher) {
    var settings = new HashMap<>(PAIR);
    settings.put("CLUSTER", "true");
    settings.put("CLUSTER_NAME", "bench-" + ProcessHandle.current().pid());
    var gateway = gateway(settings);
    gateway.meters.addAll(fetcher.meters);
    return gateway;
  }

  private static Contender gateway(Map<String, String> settings) {
    return new Contender(
        "dev.pokebatch.gateway.launch.GatewayMain",
        List.of(),
        settings,
        "gateway ready: (http://[^,]*),",
        "512m",
        batchByBatch((contender, workload) -> BatchPost.run(contender.url, workload)));
  }

  /** A loop around a Web Client. */
  static Contender bare(String upstream) {
    return new Contender(
        BareLoop.class.getName(),
        List.of(upstream),
        Map.of(),
        "bare loop (ready)",
        "512m",
        batchByBatch(Contender::command));
  }

  String url() {
    return url;
  }

  /** Does the work once, all of its batches. */
  @Override
  public Measure run(Workload workload) {
    return measure(() -> job.run(this, workload));
  }

  /** Measures the process while something uses it. */
  Measure measure(Runnable use) {
    meters.forEach(Meter::begin);
    var startedAt = System.nanoTime();
    use.run();
    var seconds = (System.nanoTime() - startedAt) / 1e9;
    return meters.stream().map(each -> each.end(seconds)).reduce(Measure::with).orElseThrow();
  }

  /** The bare loop takes its orders from its input, and says on its output when it is done. */
  private void command(Workload workload) {
    try {
      var writer = process.outputWriter(StandardCharsets.UTF_8);
      writer.write(
          workload.documents() + " " + workload.concurrency() + " " + workload.fields() + "\n");
      writer.flush();
      await(Pattern.compile("(done)"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String await(Pattern word) throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      var match = word.matcher(line);
      if (match.find()) {
        return Objects.requireNonNull(match.group(1));
      }
    }
    throw new IOException("it has ended");
  }

  @Override
  public void close() {
    meter.close();
    process.destroy();
  }

  /** What a contender does with a workload, all of it. */
  private interface Job {
    void run(Contender contender, Workload workload);
  }

  private static Job batchByBatch(Job batch) {
    return (contender, workload) -> {
      for (var i = 0; i < workload.batches(); i++) {
        batch.run(contender, workload);
      }
    };
  }
}
