package dev.pokebatch.gateway.launch;

import dev.pokebatch.fetcher.launch.ClusterConfig;
import dev.pokebatch.fetcher.launch.FetcherDeployment;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.fetcher.launch.Launcher;
import dev.pokebatch.fetcher.launch.Launcher.Start;
import dev.pokebatch.fetcher.launch.Node;
import dev.pokebatch.fetcher.launch.Settings;

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
    var heap = Runtime.getRuntime().maxMemory();
    var fetcher = FetcherSettings.fetcher(settings, heap / 2); // each half has half of it
    var sample = FetcherSettings.sample(settings);
    var gateway = GatewaySettings.gateway(settings, heap / 2);
    return new Start(
        Node::alone,
        node ->
            FetcherDeployment.deploy(node, fetcher, sample)
                .compose(
                    fetchers ->
                        GatewayDeployment.deploy(node, gateway)
                            .map(gateways -> new EmbeddedPair(gateways, fetchers))));
  }

  private static Start clustered(Settings settings) {
    var cluster = ClusterConfig.read(settings);
    var gateway = GatewaySettings.gateway(settings);
    return new Start(
        () -> Node.clustered(cluster), node -> GatewayDeployment.deploy(node, gateway));
  }
}
