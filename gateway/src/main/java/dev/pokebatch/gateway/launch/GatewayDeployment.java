package dev.pokebatch.gateway.launch;

import dev.pokebatch.fetcher.launch.Node;
import dev.pokebatch.fetcher.launch.Service;
import dev.pokebatch.fetcher.observe.Health;
import dev.pokebatch.gateway.GatewayConfig;
import dev.pokebatch.gateway.GatewayVerticle;
import dev.pokebatch.gateway.dispatch.Transfers;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process's gateway verticles, deployed. */
public final class GatewayDeployment implements Service {

  private final List<GatewayVerticle> verticles;
  private volatile boolean leaving;

  private GatewayDeployment(List<GatewayVerticle> verticles) {
    this.verticles = verticles;
  }

  /** Deploys. */
  public static Future<GatewayDeployment> deploy(Node node, GatewayConfig config) {
    var transfers = new Transfers();
    var verticles =
        Stream.generate(() -> new GatewayVerticle(config, transfers))
            .limit(config.instances())
            .toList();
    var next = verticles.iterator();
    var options = new DeploymentOptions().setInstances(verticles.size());
    return node.vertx()
        .deployVerticle(next::next, options)
        .map(id -> new GatewayDeployment(verticles));
  }

  /** The port that they listen on. */
  public int port() {
    return verticles.get(0).port();
  }

  @Override
  public String description() {
    return "http://127.0.0.1:" + port() + "/v1/batches";
  }

  /** Ready without fetchers too: its clients are told so, and when to try again. */
  @Override
  public Health health() {
    var fetchers = verticles.stream().mapToInt(GatewayVerticle::fetchers).min().orElse(0);
    return new Health(!leaving, Map.of("fetchers", fetchers));
  }

  @Override
  public Future<?> leave(Duration grace) {
    leaving = true;
    return Future.join(verticles.stream().map(verticle -> verticle.leave(grace)).toList());
  }
}
