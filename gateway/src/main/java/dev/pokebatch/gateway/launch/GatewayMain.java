package dev.pokebatch.gateway.launch;

import dev.pokebatch.process.cluster.ClusterConfig;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.launch.EmbeddedService;
import dev.pokebatch.process.launch.Launcher;
import dev.pokebatch.process.launch.Launcher.Start;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;

/**
 * Starts a gateway process: with fetchers in the same process and a local event bus or, with {@code
 * CLUSTER=true}, without fetchers as a member of a cluster.
 */
public final class GatewayMain {

  private GatewayMain() {}

  /** Takes no arguments but commands; the configuration comes from {@link Settings}. */
  public static void main(String[] arguments) {
    Launcher.launch("gateway", arguments, GatewayMain::read);
  }

  /**
   * Reads the settings of a gateway process, and with {@code CLUSTER=false} of the fetchers in it.
   *
   * @param heap the budget that the memory pools are added to
   * @return how to start the process
   */
  public static Start read(Settings settings, HeapBudget heap) {
    return settings.flag("CLUSTER", false) ? clustered(settings, heap) : embedded(settings, heap);
  }

  private static Start embedded(Settings settings, HeapBudget heap) {
    var half = heap.heap() / 2; // the fetchers' pools take the other one
    var gateway = GatewaySettings.gateway(settings, heap, half);
    var fetchers = EmbeddedService.find().map(service -> service.read(settings, heap));
    if (fetchers.isEmpty()) {
      settings.fault("CLUSTER", "must be true, because this gateway was built without a fetcher");
    }
    return new Start(
        ClusterNode::alone,
        node ->
            fetchers
                .orElseThrow()
                .apply(node)
                .compose(
                    started ->
                        GatewayDeployment.deploy(node, gateway)
                            .map(gateways -> new EmbeddedPair(gateways, started))));
  }

  private static Start clustered(Settings settings, HeapBudget heap) {
    var cluster = ClusterConfig.read(settings);
    var gateway = GatewaySettings.gateway(settings, heap, heap.heap());
    return new Start(
        () -> ClusterNode.clustered(cluster), node -> GatewayDeployment.deploy(node, gateway));
  }
}
