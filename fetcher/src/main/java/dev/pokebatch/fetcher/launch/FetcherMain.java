package dev.pokebatch.fetcher.launch;

import dev.pokebatch.fetcher.launch.Launcher.Start;

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
    return new Start(
        () -> Node.clustered(cluster), node -> FetcherDeployment.deploy(node, fetcher, sample));
  }
}
