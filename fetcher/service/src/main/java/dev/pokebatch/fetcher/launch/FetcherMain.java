package dev.pokebatch.fetcher.launch;

import dev.pokebatch.process.cluster.ClusterConfig;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.launch.Launcher;
import dev.pokebatch.process.launch.Launcher.Start;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;

/** Starts a fetcher as a process of its own in the cluster. */
public final class FetcherMain {

  private FetcherMain() {}

  /** Takes no arguments but commands; the configuration comes from {@link Settings}. */
  public static void main(String[] arguments) {
    Launcher.launch("fetcher", arguments, FetcherMain::read);
  }

  /**
   * Reads the settings of a fetcher process.
   *
   * @param heap the budget that the memory pools are added to
   * @return how to start the process
   */
  public static Start read(Settings settings, HeapBudget heap) {
    var cluster = ClusterConfig.read(settings);
    var fetcher = new EmbeddedFetcher().read(settings, heap);
    return new Start(() -> ClusterNode.clustered(cluster), fetcher);
  }
}
