package dev.pokebatch.fetcher.launch;

import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.fetcher.FetcherVerticle;
import dev.pokebatch.fetcher.SharedGuards;
import dev.pokebatch.fetcher.cache.CachePolicy;
import dev.pokebatch.fetcher.cache.Holdings;
import dev.pokebatch.fetcher.observe.Health;
import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.fetcher.sample.SampleUpstream;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A process's fetcher verticles, deployed, with the sample upstream before them where it is wanted.
 */
public final class FetcherDeployment implements Service {

  private final String upstream;
  private final List<FetcherVerticle> lanes;
  private volatile boolean leaving;

  private FetcherDeployment(String upstream, List<FetcherVerticle> lanes) {
    this.upstream = upstream;
    this.lanes = lanes;
  }

  /** Deploys. */
  public static Future<FetcherDeployment> deploy(
      Node node, FetcherConfig config, SampleConfig sample) {
    if (config.upstream().equals(FetcherSettings.SAMPLE)) {
      return new SampleUpstream(node.vertx(), sample)
          .start()
          .compose(started -> deploy(node, config.withUpstream(started.url())));
    }
    return deploy(node, config);
  }

  private static Future<FetcherDeployment> deploy(Node node, FetcherConfig config) {
    var policy = new CachePolicy(config.cacheStaleFor(), config.cacheMissingFor());
    var holdings = new Holdings(config.cacheBytes(), policy, Clock.systemUTC());
    var guards = SharedGuards.of(config);
    var lanes =
        IntStream.range(0, config.instances())
            .mapToObj(lane -> new FetcherVerticle(config, holdings, guards, node.name(), lane))
            .toList();
    var next = lanes.iterator();
    var options = new DeploymentOptions().setInstances(lanes.size());
    return node.vertx()
        .deployVerticle(next::next, options)
        .map(id -> new FetcherDeployment(config.upstream(), lanes));
  }

  /** The base URL of the upstream that the fetchers get from. */
  public String upstream() {
    return upstream;
  }

  @Override
  public String description() {
    return "upstream " + upstream;
  }

  @Override
  public Health health() {
    var served = lanes.stream().mapToLong(FetcherVerticle::served).sum();
    return new Health(!leaving, Map.of("served", served));
  }

  @Override
  public Future<?> leave(Duration grace) {
    leaving = true;
    return Future.join(lanes.stream().map(lane -> lane.leave(grace)).toList());
  }
}
