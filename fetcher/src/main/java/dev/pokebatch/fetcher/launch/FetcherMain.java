package dev.pokebatch.fetcher.launch;

import dev.pokebatch.fetcher.launch.Launcher.Start;
import dev.pokebatch.fetcher.observe.HealthServer;

/** A fetcher as a process of its own, in the cluster. */
public final class FetcherMain {

  private FetcherMain() {}

  /** Takes no arguments; all comes from {@link Settings}. */
  public static void main(String[] arguments) {
    Launcher.launch("fetcher", FetcherMain::read);
  }

  private static Start read(Settings settings) {
    var cluster = ClusterConfig.read(settings);
    var fetcher = FetcherSettings.fetcher(settings);
    var sample = FetcherSettings.sample(settings);
    var host = settings.text("HTTP_HOST", "0.0.0.0");
    var management = settings.integer("MANAGEMENT_PORT", 9090, 0, 65_535);
    return new Start(
        () -> Node.clustered(cluster),
        (vertx, log) ->
            FetcherDeployment.deploy(vertx, fetcher, sample)
                .compose(
                    upstream ->
                        HealthServer.start(vertx, host, management)
                            .onSuccess(
                                port ->
                                    log.info(
                                        "fetcher ready: upstream {}, management on port {}",
                                        upstream,
                                        port))));
  }
}
