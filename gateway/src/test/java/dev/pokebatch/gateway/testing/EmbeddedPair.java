package dev.pokebatch.gateway.testing;

import dev.pokebatch.fetcher.launch.FetcherDeployment;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.gateway.launch.GatewayDeployment;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.health.HealthServer;
import dev.pokebatch.process.health.ManagementRoute;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.metrics.MetricsHandler;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.process.trace.TraceConfig;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gateway and fetcher in this process, on a local event bus, each listening on a free port. */
public final class EmbeddedPair implements Pair {

  private final Vertx vertx;
  private final URI url;
  private final ClusterNode node;
  private final GatewayDeployment gateway;
  private @Nullable URI management;

  private EmbeddedPair(ClusterNode node, GatewayDeployment gateway) {
    this.vertx = node.vertx();
    this.node = node;
    this.gateway = gateway;
    this.url = URI.create("http://127.0.0.1:" + gateway.port());
  }

  /** Starts it with these settings on top of the defaults. */
  public static EmbeddedPair start(Map<String, String> given) {
    return start(await(ClusterNode.alone()), given);
  }

  /** Starts it with traces, as the settings configure them. */
  public static EmbeddedPair startTraced(Map<String, String> given) {
    var traces = TraceConfig.read(Settings.of(given), "gateway");
    return start(await(ClusterNode.alone()).traced(traces), given);
  }

  /** Starts it where nothing is measured. */
  public static EmbeddedPair startUnmeasured(Map<String, String> given) {
    return start(ClusterNode.of(Vertx.vertx(), "unmeasured", Metrics.off()), given);
  }

  /** Starts it where all that it does is done by one event loop. */
  public static EmbeddedPair startOnOneEventLoop(Map<String, String> given) {
    return startWith(new VertxOptions().setEventLoopPoolSize(1), given);
  }

  /** Starts it on a Vert.x with these options. */
  public static EmbeddedPair startWith(VertxOptions options, Map<String, String> given) {
    return start(ClusterNode.of(Vertx.vertx(options), "alone"), given);
  }

  private static EmbeddedPair start(ClusterNode node, Map<String, String> given) {
    var environment = new HashMap<String, String>(given);
    environment.putIfAbsent("HTTP_PORT", "0");
    environment.putIfAbsent("HTTP_HOST", "127.0.0.1");
    var settings = Settings.of(environment);
    var fetcher = FetcherSettings.fetcher(settings);
    var sample = FetcherSettings.sample(settings);
    var gateway = GatewaySettings.gateway(settings);
    settings.check();
    await(FetcherDeployment.deploy(node, fetcher, sample));
    return new EmbeddedPair(node, await(GatewayDeployment.deploy(node, gateway)));
  }

  /** The Vert.x that both run on. */
  public Vertx vertx() {
    return vertx;
  }

  /** The gateway of the two. */
  public GatewayDeployment gateway() {
    return gateway;
  }

  /** The metrics of both. */
  public Metrics metrics() {
    return node.metrics();
  }

  /** The traces of both. */
  public Tracing tracing() {
    return node.tracing();
  }

  /** A management port with {@code /metrics}, which is started when it is first asked for. */
  public URI management() {
    var known = management;
    if (known == null) {
      var health = new Health(Health.Status.UP, Map.of());
      var metrics = Map.of("/metrics", ManagementRoute.read(new MetricsHandler(vertx, metrics())));
      var port = await(HealthServer.start(vertx, "127.0.0.1", 0, () -> health, metrics));
      known = URI.create("http://127.0.0.1:" + port);
      management = known;
    }
    return known;
  }

  @Override
  public Scrape scrape() {
    return Scrape.of(management());
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** Waits for a future on the test's own thread. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("not done in 20 s", late);
    }
  }
}
