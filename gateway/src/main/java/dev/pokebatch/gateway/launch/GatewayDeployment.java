package dev.pokebatch.gateway.launch;

import dev.pokebatch.gateway.DatabaseVerticle;
import dev.pokebatch.gateway.GatewayConfig;
import dev.pokebatch.gateway.GatewayVerticle;
import dev.pokebatch.gateway.ProcessResources;
import dev.pokebatch.gateway.access.ApiKeyVerticle;
import dev.pokebatch.gateway.metrics.MeteredDatabase;
import dev.pokebatch.gateway.quota.QuotaVerticle;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.launch.Service;
import dev.pokebatch.process.tls.CertificateWatch;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A process's gateway verticles, deployed. */
public final class GatewayDeployment implements Service {

  private static final String NO_DATABASE =
      "no database is configured for jobs and collections: DATA_DIR or DATABASE_URL names one";

  private final List<GatewayVerticle> verticles;
  private final ProcessResources shared;
  private final String scheme;
  private volatile boolean leaving;

  private GatewayDeployment(
      List<GatewayVerticle> verticles, ProcessResources shared, String scheme) {
    this.verticles = verticles;
    this.shared = shared;
    this.scheme = scheme;
  }

  /** Deploys the verticles of a gateway. */
  public static Future<GatewayDeployment> deploy(ClusterNode node, GatewayConfig config) {
    return database(node, config.jobs().database())
        .compose(database -> deploy(node, config, database));
  }

  private static Future<Database> database(ClusterNode node, @Nullable DatabaseConfig config) {
    if (config == null) {
      return Future.succeededFuture(Database.none(NO_DATABASE));
    }
    var store = new DatabaseVerticle(config);
    return node.vertx()
        .deployVerticle(store)
        .map(id -> new MeteredDatabase(store.database(), node.metrics()));
  }

  private static Future<GatewayDeployment> deploy(
      ClusterNode node, GatewayConfig config, Database database) {
    var shared =
        ProcessResources.of(
            node.vertx(), config, database, node.metrics(), node.tracing(), System::nanoTime);
    var verticles =
        IntStream.range(0, config.instances())
            .mapToObj(lane -> new GatewayVerticle(config, shared, lane))
            .toList();
    node.metrics()
        .gauge(
            "pokebatch.fetchers",
            "",
            "Fetchers that accept requests, as the gateway sees them.",
            () -> fetchers(verticles));
    var next = verticles.iterator();
    var options = new DeploymentOptions().setInstances(verticles.size());
    return node.vertx()
        .deployVerticle(
            new ApiKeyVerticle(
                config.access(), shared.keys(), database, config.jobs().database() != null))
        .compose(
            ready ->
                node.vertx()
                    .deployVerticle(
                        new QuotaVerticle(
                            shared.quotas(), database, config.jobs().database() != null)))
        .compose(ready -> node.vertx().deployVerticle(next::next, options))
        .map(
            id -> {
              var files = config.certificates();
              var current = shared.certificates();
              if (files == null || current == null) {
                return new GatewayDeployment(verticles, shared, "http");
              }
              CertificateWatch.start(node.vertx(), files, current, verticles.get(0)::use);
              return new GatewayDeployment(verticles, shared, "https");
            });
  }

  /** Returns the port that the gateway listens on. */
  public int port() {
    return verticles.get(0).port();
  }

  @Override
  public String description() {
    return scheme + "://127.0.0.1:" + port() + "/v1/batches";
  }

  /**
   * Returns the minimum number of fetchers over all verticles; 0 only if no verticle knows a
   * fetcher, because otherwise some verticles still accept batches.
   */
  private static int fetchers(List<GatewayVerticle> verticles) {
    var counts = verticles.stream().mapToInt(GatewayVerticle::fetchers).summaryStatistics();
    return counts.getMax() <= 0 ? 0 : Math.max(1, counts.getMin());
  }

  /**
   * The gateway is ready even without fetchers: its answers then tell clients when to try again.
   */
  @Override
  public Health health() {
    var fetchers = fetchers(verticles);
    var able = fetchers > 0 ? Health.Status.UP : Health.Status.DEGRADED;
    return new Health(leaving ? Health.Status.DOWN : able, Map.of("fetchers", fetchers));
  }

  @Override
  public Future<JsonObject> debug() {
    return GatewayDebug.of(verticles, shared);
  }

  @Override
  public Future<?> leave(Duration grace) {
    leaving = true;
    return Future.join(verticles.stream().map(verticle -> verticle.leave(grace)).toList());
  }
}
