package dev.pokebatch.fetcher.launch;

import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.launch.EmbeddedService;
import dev.pokebatch.process.launch.Service;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import java.util.function.Function;

/** Starts a process's fetcher, alone or beside a gateway. */
public final class EmbeddedFetcher implements EmbeddedService {

  @Override
  public Function<ClusterNode, Future<? extends Service>> read(Settings settings, HeapBudget heap) {
    var fetcher = FetcherSettings.fetcher(settings, heap);
    var sample = FetcherSettings.sample(settings);
    return node -> FetcherDeployment.deploy(node, fetcher, sample);
  }
}
