package dev.pokebatch.gateway.demo;

import dev.pokebatch.gateway.launch.GatewayDeployment;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.launch.EmbeddedService;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Starts gateway and fetcher in this process with the sample upstream, POSTs a batch of the same
 * random Pokémon three times over HTTP, and prints the times. Then it offers the web page.
 */
public final class Demo {

  private static final int POKEMON = 20;
  private static final int KANTO = 151;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "POKEAPI_URL", "sample",
          "HTTP_HOST", "127.0.0.1",
          "HTTP_PORT", "0",
          "CACHE_MAX_BYTES", "0"); // no cache: each run waits for the upstream

  private static final List<Job> JOBS =
      List.of(
          new Job("in sequence", "sequence", "non-blocking"),
          new Job("in parallel", "parallel", "non-blocking"),
          new Job("in parallel, blocking calls", "parallel", "blocking"));

  private Demo() {}

  /**
   * {@code SAMPLE_LATENCY_MS} in the environment changes the latency of the sample.
   *
   * @param arguments with {@code page=true}, the process goes on after the batches and serves the
   *     page
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, TimeoutException {
    var settings = settings();
    var latency = settings.integer("SAMPLE_LATENCY_MS", 100, 0, 60_000);
    var node = ClusterNode.alone().await(10, TimeUnit.SECONDS);
    var port = start(node, settings);
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        Locale.ROOT,
        "%n  %d random Pokémon, one document each, %d ms latency%n%n",
        POKEMON,
        latency);
    var ids = draw();
    var client = new DemoClient(port, out, isTerminal());
    client.warmUp();
    var runs = new ArrayList<Run>();
    for (var job : JOBS) {
      runs.add(client.run(job, ids));
    }
    new DemoTable(out).print(runs);
    if (List.of(arguments).contains("page=true")) {
      out.printf(Locale.ROOT, "  See it happen: http://127.0.0.1:%d/ (Ctrl+C ends)%n%n", port);
      Thread.currentThread().join(); // until the process is ended
    }
    out.printf(Locale.ROOT, "  To see it happen in a browser: mvn -q -Pdemo -Dpage%n%n");
    node.vertx().close().await(10, TimeUnit.SECONDS);
    System.exit(runs.stream().allMatch(run -> run.names().size() == POKEMON) ? 0 : 1);
  }

  @SuppressWarnings("SystemConsoleNull") // the profile sets jdk.console, as before JDK 22
  private static boolean isTerminal() {
    return System.console() != null;
  }

  private static Settings settings() {
    var environment = new HashMap<>(SETTINGS);
    environment.put("SAMPLE_LATENCY_MS", Settings.ofProcess().text("SAMPLE_LATENCY_MS", "100"));
    return Settings.of(environment);
  }

  private static int start(ClusterNode node, Settings settings) throws TimeoutException {
    var heap = HeapBudget.ofProcess(settings);
    var fetcher = EmbeddedService.find().orElseThrow().read(settings, heap);
    var gateway = GatewaySettings.gateway(settings);
    settings.check();
    return fetcher
        .apply(node)
        .compose(fetchers -> GatewayDeployment.deploy(node, gateway))
        .await(10, TimeUnit.SECONDS)
        .port();
  }

  private static List<Integer> draw() {
    var ids = new ArrayList<>(IntStream.rangeClosed(1, KANTO).boxed().toList());
    Collections.shuffle(ids, new Random());
    return ids.subList(0, POKEMON);
  }

  /** One way to run the batch. */
  record Job(String title, String mode, String transport) {}

  /** The result of a run: the names in request order, and the wall-clock time. */
  record Run(Job job, List<String> names, double seconds) {}
}
