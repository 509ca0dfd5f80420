package dev.pokebatch.gateway.launch;

import dev.pokebatch.fetcher.launch.ClusterConfig;
import dev.pokebatch.fetcher.launch.FetcherDeployment;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.fetcher.launch.Launcher;
import dev.pokebatch.fetcher.launch.Launcher.Start;
import dev.pokebatch.fetcher.launch.Node;
import dev.pokebatch.fetcher.launch.Settings;
import dev.pokebatch.fetcher.observe.HealthServer;
import dev.pokebatch.gateway.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;

/**
 * The gateway as a process: with the fetchers in it, on a local event bus; or, with {@code
 * CLUSTER=true}, alone, with fetchers in processes of their own.
 */
public final class GatewayMain {

  private GatewayMain() {}

  /** Takes no arguments; all comes from {@link Settings}. */
  public static void main(String[] arguments) {
    Launcher.launch("gateway", GatewayMain::read);
  }

  private static Start read(Settings settings) {
    return settings.flag("CLUSTER", false) ? clustered(settings) : embedded(settings);
  }

  private static Start embedded(Settings settings) {
    var fetcher = FetcherSettings.fetcher(settings);
    var sample = FetcherSettings.sample(settings);
    var gateway = gateway(settings);
    return new Start(
        Node::alone,
        (vertx, log) ->
            FetcherDeployment.deploy(vertx, fetcher, sample)
                .compose(
                    upstream -> {
                      log.info("upstream {}", upstream);
                      return gateway.up(vertx, log);
                    }));
  }

  private static Start clustered(Settings settings) {
    var cluster = ClusterConfig.read(settings);
    return new Start(() -> Node.clustered(cluster), gateway(settings)::up);
  }

  private static Gateway gateway(Settings settings) {
    var config = GatewaySettings.gateway(settings);
    return new Gateway(config, settings.integer("MANAGEMENT_PORT", 9090, 0, 65_535));
  }

  private record Gateway(GatewayConfig config, int managementPort) {
    Future<?> up(Vertx vertx, Logger log) {
      return GatewayDeployment.deploy(vertx, config).compose(port -> manage(vertx, log, port));
    }

    private Future<?> manage(Vertx vertx, Logger log, int port) {
      return HealthServer.start(vertx, config.host(), managementPort)
          .onSuccess(
              management ->
                  log.info(
                      "gateway ready: http://127.0.0.1:{}/v1/batches, management on port {}",
                      port,
                      management));
    }
  }
}
