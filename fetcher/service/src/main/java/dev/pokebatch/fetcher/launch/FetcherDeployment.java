package dev.pokebatch.fetcher.launch;

import dev.pokebatch.contract.PokeApi;
import dev.pokebatch.contract.client.FetcherView;
import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.fetcher.FetcherVerticle;
import dev.pokebatch.fetcher.SharedGuards;
import dev.pokebatch.fetcher.cache.CacheMeters;
import dev.pokebatch.fetcher.cache.CachePolicy;
import dev.pokebatch.fetcher.cache.DocumentRepository;
import dev.pokebatch.fetcher.disk.DiskStore;
import dev.pokebatch.fetcher.serve.LaneReports;
import dev.pokebatch.fetcher.serve.ProjectorPool;
import dev.pokebatch.fetcher.upstream.Upstream;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.launch.DebugJson;
import dev.pokebatch.process.launch.Service;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.sample.SampleConfig;
import dev.pokebatch.sample.SampleUpstream;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployed fetcher verticles of a process, and the sample upstream if it is configured. */
public final class FetcherDeployment implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(FetcherDeployment.class);

  private final String upstream;
  private final List<FetcherVerticle> lanes;
  private final SharedGuards guards;
  private final @Nullable DiskStore store;
  private volatile boolean leaving;

  private FetcherDeployment(
      String upstream,
      List<FetcherVerticle> lanes,
      SharedGuards guards,
      @Nullable DiskStore store) {
    this.upstream = upstream;
    this.lanes = lanes;
    this.guards = guards;
    this.store = store;
  }

  /** Deploys the verticles. */
  public static Future<FetcherDeployment> deploy(
      ClusterNode node, FetcherConfig config, SampleConfig sample) {
    if (config.upstream().equals(FetcherSettings.SAMPLE)) {
      // PokéAPI's own links are the same in all fetchers, and after a restart.
      return new SampleUpstream(node.vertx(), sample, PokeApi.BASE)
          .start()
          .compose(started -> deploy(node, onSample(config, started), FetcherSettings.SAMPLE));
    }
    return deploy(node, config, config.upstream());
  }

  private static FetcherConfig onSample(FetcherConfig config, SampleUpstream sample) {
    var sprites =
        config.sprites().equals(FetcherSettings.SAMPLE) ? sample.spritesUrl() : config.sprites();
    return config.withUpstream(sample.url(), sprites);
  }

  /**
   * @param source what the disk cache knows the upstream by
   */
  private static Future<FetcherDeployment> deploy(
      ClusterNode node, FetcherConfig config, String source) {
    var disk = config.disk();
    var policy = new CachePolicy(config.cacheStaleFor(), config.cacheMissingFor());
    var clock = Clock.systemUTC();
    if (disk == null || config.cacheBytes() == 0) {
      var inMemory = new DocumentRepository(config.cacheBytes(), policy, clock);
      return deploy(node, config, inMemory, null);
    }
    return DiskStore.open(node.vertx(), disk, source)
        .compose(
            store ->
                DocumentRepository.over(store, store::property, config.cacheBytes(), policy, clock)
                    .compose(repository -> deploy(node, config, repository, store)));
  }

  private static Future<FetcherDeployment> deploy(
      ClusterNode node,
      FetcherConfig config,
      DocumentRepository repository,
      @Nullable DiskStore store) {
    var rendezvousId = store == null ? node.name() : store.rendezvousId();
    var guards = SharedGuards.of(config, node.metrics(), node.tracing());
    CacheMeters.register(node.metrics(), repository, config.cacheBytes());
    var projectors =
        new ProjectorPool(
            node.vertx(),
            config.instances(),
            config.maxDocumentBytes(),
            Upstream.of(config.upstream())::resolve);
    var reports = new LaneReports(node.name(), rendezvousId, config.instances());
    var lanes =
        IntStream.range(0, config.instances())
            .mapToObj(
                lane ->
                    new FetcherVerticle(
                        config, repository, guards, projectors, node.name(), reports, lane))
            .toList();
    var next = lanes.iterator();
    var options = new DeploymentOptions().setInstances(lanes.size());
    return node.vertx()
        .deployVerticle(next::next, options)
        .map(id -> new FetcherDeployment(config.upstream(), lanes, guards, store));
  }

  /** The base URL of the upstream. */
  public String upstream() {
    return upstream;
  }

  @Override
  public String description() {
    return "upstream " + upstream;
  }

  @Override
  public Health health() {
    var calls = guards.stats().counts();
    var status = leaving ? Health.Status.DOWN : Health.Status.UP;
    return new Health(status, Map.of("served", served(), "calls", calls));
  }

  private long served() {
    return lanes.stream().mapToLong(FetcherVerticle::served).sum();
  }

  @Override
  public Future<JsonObject> debug() {
    var pools = new ArrayList<MemoryPool>();
    pools.add(guards.memory().fetching());
    pools.add(guards.memory().replies());
    pools.addAll(guards.memory().expansions());
    return Future.join(lanes.stream().map(FetcherVerticle::fetcherViews).toList())
        .map(
            seen ->
                new JsonObject()
                    .put("served", served())
                    .put(
                        "upstream",
                        new JsonObject()
                            .put("waiting", guards.permits().waiting())
                            .put("inFlight", guards.permits().used()))
                    .put("memory", DebugJson.pools(pools))
                    .put("fetchers", DebugJson.fetchers(seen.<List<FetcherView>>list())));
  }

  @Override
  public Future<?> leave(Duration grace) {
    leaving = true;
    LOG.info("leaving after {} requests: {}", served(), guards.stats().counts());
    return Future.join(lanes.stream().map(lane -> lane.leave(grace)).toList())
        .eventually(() -> store == null ? Future.succeededFuture() : store.close());
  }
}
