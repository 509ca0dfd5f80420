package dev.pokebatch.fetcher;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.CachedRequest;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.DocumentArrived;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.Sprite;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.contract.client.FetcherView;
import dev.pokebatch.fetcher.cache.DocumentRepository;
import dev.pokebatch.fetcher.cache.ProjectionCache;
import dev.pokebatch.fetcher.expansion.Expander;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.serve.Announcer;
import dev.pokebatch.fetcher.serve.CacheQueryService;
import dev.pokebatch.fetcher.serve.FetchService;
import dev.pokebatch.fetcher.serve.LaneDrain;
import dev.pokebatch.fetcher.serve.LaneReports;
import dev.pokebatch.fetcher.serve.OffloadingProjector;
import dev.pokebatch.fetcher.serve.ProjectorPool;
import dev.pokebatch.fetcher.upstream.PokeApiFetch;
import dev.pokebatch.fetcher.upstream.SpriteFetch;
import dev.pokebatch.fetcher.upstream.Upstream;
import dev.pokebatch.fetcher.upstream.UpstreamConfig;
import dev.pokebatch.process.metrics.EventLoopLag;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a fetcher: a verticle with its own event loop. It builds the stack of guards,
 * registers its event-bus consumers and announces itself. Deployment completes when the whole
 * cluster knows its consumers.
 */
public final class FetcherVerticle extends VerticleBase {

  private final FetcherConfig config;
  private final DocumentRepository repository;
  private final SharedGuards shared;
  private final ProjectorPool projectors;
  private final String fetcher;
  private final LaneReports reports;
  private final int lane;
  private @Nullable PokeApiFetch upstream;
  private @Nullable SpriteFetch upstreamOfSprites;
  private volatile @Nullable FetchService service;
  private volatile @Nullable LaneDrain drain;
  private volatile @Nullable FetcherClient links;

  /**
   * @param config the process's configuration
   * @param repository the process's cached documents
   * @param shared the parts of the guards that the process's lanes share
   * @param projectors the process's projectors
   * @param fetcher the process's name, unique in the cluster
   * @param reports of all lanes of the process, for its announcements
   * @param lane this verticle's number among {@link FetcherConfig#instances}, from 0
   */
  public FetcherVerticle(
      FetcherConfig config,
      DocumentRepository repository,
      SharedGuards shared,
      ProjectorPool projectors,
      String fetcher,
      LaneReports reports,
      int lane) {
    this.config = config;
    this.repository = repository;
    this.shared = shared;
    this.projectors = projectors;
    this.fetcher = fetcher;
    this.reports = reports;
    this.lane = lane;
  }

  @Override
  public Future<?> start() {
    var base = Upstream.of(config.upstream());
    // Listen for announcements first: this lane's own links may be served by any fetcher.
    return FetcherClient.listen(vertx).compose(fetchers -> start(base, fetchers));
  }

  private Future<?> start(Upstream base, FetcherClient fetchers) {
    links = fetchers;
    var maxBytes = config.maxDocumentBytes();
    var projector = new OffloadingProjector(projectors);
    var got = PokeApiFetch.create(vertx, upstreamConfig(base), projector, shared.upstream());
    upstream = got;
    var sprites = SpriteFetch.create(vertx, spritesConfig(), projector, shared.upstream());
    upstreamOfSprites = sprites;
    var stack = FetchStack.around(got, sprites, projector, repository, shared, vertx, config);
    var replies = new LaneMemory(vertx, shared.memory().replies());
    var expander = new Expander(vertx, fetchers, maxBytes, shared.memory().expansions());
    var serving =
        new FetchService(
            target -> document(base, target),
            stack.invalidKeys()::refuse,
            stack.fetch(),
            new ProjectionCache(repository, projector),
            expander,
            replies,
            this::arrived,
            shared.tracing());
    service = serving;
    IntSupplier waiting = () -> stack.waiting().getAsInt() + replies.waiting() + expander.waiting();
    var announcer = new Announcer(vertx, reports, lane, waiting);
    drain = new LaneDrain(vertx, announcer, serving);
    if (lane == 0) {
      fetchers.onCount(shared.tokens()::shareAmong); // of the upstream's rate
    }
    return listen(serving, new CacheQueryService(base::resolve, repository::bytes), announcer)
        .compose(listening -> announcer.start())
        .onSuccess(announced -> tick(fetchers, announcer))
        .onSuccess(announced -> loadNames(stack));
  }

  private Optional<DocumentPath> document(Upstream base, String target) {
    return Sprite.document(target)
        .or(() -> base.resolve(target))
        .or(() -> shared.names().path(target));
  }

  private void tick(FetcherClient fetchers, Announcer announcer) {
    var lag = EventLoopLag.of(shared.metrics(), "fetcher-" + lane);
    fetchers.onTick(
        lateNanos -> {
          lag.add(lateNanos);
          announcer.report();
        });
  }

  private void loadNames(FetchStack stack) {
    if (lane == 0 && config.loadSpeciesNames()) {
      stack.speciesNames().load();
    }
  }

  /** The number of requests answered so far. May be called from any thread. */
  public long served() {
    var serving = service;
    return serving == null ? 0 : serving.served();
  }

  /** Returns what this lane knows of each fetcher. May be called from any thread. */
  public Future<List<FetcherView>> fetcherViews() {
    var client = links;
    return client == null ? Future.succeededFuture(List.of()) : client.view();
  }

  /**
   * Announces that this lane is leaving, finishes the requests in flight and refuses later ones.
   * May be called from any thread.
   *
   * @param grace how long that may take
   */
  public Future<Void> leave(Duration grace) {
    var leaving = drain;
    return leaving == null ? Future.succeededFuture() : leaving.start(grace);
  }

  @Override
  public Future<?> stop() {
    return Future.join(
        upstream == null ? Future.succeededFuture() : upstream.close(),
        upstreamOfSprites == null ? Future.succeededFuture() : upstreamOfSprites.close());
  }

  private void arrived(CallId call) {
    vertx.eventBus().send(Addresses.caller(call.caller()), new DocumentArrived(call.number()));
  }

  private UpstreamConfig upstreamConfig(Upstream base) {
    return new UpstreamConfig(
        base,
        config.connections(), // the process's permits bound the connections of all lanes together
        config.connectTimeout(),
        config.timeout(),
        config.maxDocumentBytes(),
        config.blockingThreads());
  }

  private UpstreamConfig spritesConfig() {
    // As JSON in Base64, a file is longer by a third.
    var maxBytes = Math.min(Sprite.MAX_BYTES, config.maxDocumentBytes() / 2);
    return new UpstreamConfig(
        Upstream.of(config.sprites()),
        config.connections(),
        config.connectTimeout(),
        config.timeout(),
        maxBytes,
        config.blockingThreads());
  }

  private Future<?> listen(FetchService service, CacheQueryService held, Announcer announcer) {
    var bus = vertx.eventBus();
    var requests =
        Inbox.listen(
            bus,
            Addresses.of(fetcher, lane),
            service::handle,
            service::handleBundle,
            service::cancel,
            announcer::current);
    var questions = Inbox.listen(bus, Addresses.cached(fetcher), CachedRequest.class, held::handle);
    return Future.join(requests.completion(), questions.completion());
  }
}
