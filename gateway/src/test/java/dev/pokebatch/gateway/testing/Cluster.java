package dev.pokebatch.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A gateway and its fetchers, each a process from its jar, in a cluster of their own on loopback.
 */
public final class Cluster implements Pair {

  private static final Path FETCHER = Path.of("..", "fetcher", "target", "fetcher.jar");
  private static final Path GATEWAY = Path.of("target", "gateway.jar");

  private final List<Member> fetchers = new ArrayList<>();
  private final List<Member> more = new ArrayList<>();
  private final Member gateway;

  private Cluster(Member gateway) {
    this.gateway = gateway;
  }

  /** Starts a gateway and one fetcher with these settings on top of the defaults. */
  public static Cluster start(Map<String, String> given) {
    return start(1, given);
  }

  /** Starts a gateway and so many fetchers. */
  public static Cluster start(int fetchers, Map<String, String> given) {
    return start(
        IntStream.range(0, fetchers).mapToObj(i -> Map.<String, String>of()).toList(), given);
  }

  /**
   * Starts a gateway and fetchers, all with the same settings, and each fetcher with further
   * settings.
   */
  public static Cluster start(List<Map<String, String>> each, Map<String, String> given) {
    return start(each, given, each.size());
  }

  /** The same, where the gateway will find only so many of them. */
  public static Cluster start(
      List<Map<String, String>> each, Map<String, String> given, int found) {
    var ports =
        IntStream.rangeClosed(0, each.size()).mapToObj(i -> String.valueOf(Ports.next())).toList();
    var settings = new HashMap<String, String>(given);
    settings.putIfAbsent("CLUSTER_NAME", "test-" + UUID.randomUUID());
    settings.put("HTTP_HOST", "127.0.0.1");
    settings.put("MANAGEMENT_PORT", "0");
    settings.put(
        "CLUSTER_MEMBERS",
        ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
    var ofGateway = new HashMap<String, String>(settings);
    ofGateway.put("CLUSTER", "true");
    ofGateway.put("CLUSTER_PORT", ports.get(each.size()));
    ofGateway.put("HTTP_PORT", String.valueOf(Ports.next()));
    var cluster = new Cluster(new Member(GATEWAY, "gateway", ofGateway));
    for (var i = 0; i < each.size(); i++) {
      var ofFetcher = new HashMap<String, String>(settings);
      ofFetcher.put("CLUSTER_PORT", ports.get(i));
      ofFetcher.putAll(each.get(i));
      cluster.fetchers.add(new Member(FETCHER, "fetcher", ofFetcher));
    }
    try {
      cluster.start();
      cluster.awaitFetchers(found);
      return cluster;
    } catch (AssertionError | RuntimeException failed) {
      cluster.close();
      throw failed;
    }
  }

  /** The first one alone: where all begin at once they elect one of them, which takes longer. */
  private void start() {
    fetchers.get(0).restart();
    fetchers.stream().skip(1).forEach(Member::start);
    gateway.start();
    fetchers.forEach(Member::awaitReady);
    gateway.awaitReady();
  }

  /** One of the fetchers, from 0. */
  public Member fetcher(int index) {
    return fetchers.get(index);
  }

  /** The gateway. */
  public Member gateway() {
    return gateway;
  }

  /** One more gateway, which is not started. */
  public Member anotherGateway() {
    var settings = new HashMap<>(gateway.settings);
    settings.put("CLUSTER_PORT", "0");
    settings.remove("CLUSTER_BUS_PORT");
    settings.put("HTTP_PORT", String.valueOf(Ports.next()));
    var another = new Member(GATEWAY, "gateway", settings);
    more.add(another);
    return another;
  }

  /** Starts one more gateway, and waits until it knows as many fetchers as the first. */
  public Member startAnotherGateway() {
    var another = anotherGateway();
    another.restart();
    awaitFetchers(another, gateway.health().getInteger("fetchers"));
    return another;
  }

  /** Starts the processes that have ended, and waits until the gateway knows all fetchers. */
  public void heal() {
    fetchers.stream().filter(fetcher -> !fetcher.process().isAlive()).forEach(Member::start);
    if (!gateway.process().isAlive()) {
      gateway.restart();
    }
    fetchers.forEach(Member::awaitReady);
    awaitFetchers(fetchers.size());
  }

  /** Waits until the gateway knows so many fetchers. */
  public void awaitFetchers(int count) {
    awaitFetchers(gateway, count);
  }

  /** Waits until a gateway knows so many fetchers. */
  public static void awaitFetchers(Member knowing, int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> knowing.health().getInteger("fetchers") == count);
  }

  @Override
  public URI url() {
    return gateway.url();
  }

  @Override
  public Scrape scrape() {
    return Scrape.of(gateway.management());
  }

  @Override
  public void close() {
    gateway.kill();
    fetchers.forEach(Member::kill);
    more.forEach(Member::kill);
  }

  /** One process of the cluster, which can be started again after its end. */
  public static final class Member {
    private final Path jar;
    private final String name;
    private final Map<String, String> settings;
    private List<JavaProcess> runs = List.of();

    private Member(Path jar, String name, Map<String, String> settings) {
      this.jar = jar;
      this.name = name;
      this.settings = settings;
    }

    /** Where it listens, if it is a gateway. */
    public URI url() {
      return URI.create("http://127.0.0.1:" + settings.get("HTTP_PORT"));
    }

    /** Starts it, and does not wait. */
    public void start() {
      var ready = name + " ready: .*management on port (\\d+)";
      runs = List.of(JavaProcess.startQuickly(jar, List.of(), settings, ready));
    }

    /** Where the other members know it to be. */
    public String address() {
      return "127.0.0.1:" + settings.get("CLUSTER_PORT");
    }

    /** The port of its cluster manager. */
    public int port() {
      return Integer.parseInt(Objects.requireNonNull(settings.get("CLUSTER_PORT")));
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
      process().awaitReady();
    }

    /** The process that it is now. */
    public JavaProcess process() {
      return runs.get(0);
    }

    /** Asks it to end, as a container engine does, and waits until it has. */
    public int stop() {
      process().terminate();
      return process().awaitExit();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
      runs.forEach(JavaProcess::close);
    }

    /** Starts it once more, and waits until it is ready. */
    public void restart() {
      start();
      awaitReady();
    }

    /** Its management port. */
    public URI management() {
      return URI.create("http://127.0.0.1:" + process().awaitReady().group(1));
    }

    /** What its readiness probe says. */
    public JsonObject health() {
      var client = new Client(management());
      var probe = client.request("GET", "/health/ready", Map.of(), new byte[0]);
      return new JsonObject(client.send(probe, BodyHandlers.ofString()).body());
    }

    /** How many requests it has answered since it was started. */
    public long served() {
      return health().getLong("served");
    }
  }
}
