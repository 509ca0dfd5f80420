package dev.pokebatch.fetcher.launch;

import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.fetcher.FetcherVerticle;
import dev.pokebatch.fetcher.cache.DocumentCache;
import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.fetcher.sample.SampleUpstream;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deploys a process's fetcher verticles, and the sample upstream before them where it is wanted.
 */
public final class FetcherDeployment {

  private FetcherDeployment() {}

  /**
   * Deploys; the codecs must be known to the event bus.
   *
   * @return the base URL of the upstream that the fetchers get from
   */
  public static Future<String> deploy(Vertx vertx, FetcherConfig config, SampleConfig sample) {
    if (config.upstream().equals(FetcherSettings.SAMPLE)) {
      return new SampleUpstream(vertx, sample)
          .start()
          .compose(started -> deploy(vertx, config.withUpstream(started.url())));
    }
    return deploy(vertx, config);
  }

  private static Future<String> deploy(Vertx vertx, FetcherConfig config) {
    var cache = new DocumentCache(config.cacheBytes(), config.cacheFor());
    var next = new AtomicInteger();
    var options = new DeploymentOptions().setInstances(config.instances());
    return vertx
        .deployVerticle(() -> new FetcherVerticle(config, cache, next.getAndIncrement()), options)
        .map(config.upstream());
  }
}
