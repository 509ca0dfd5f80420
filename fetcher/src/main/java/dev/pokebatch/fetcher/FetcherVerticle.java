package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.cache.DocumentCache;
import dev.pokebatch.fetcher.contract.Addresses;
import dev.pokebatch.fetcher.contract.Cancel;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.projection.DocumentCutter;
import dev.pokebatch.fetcher.serve.DocumentCutting;
import dev.pokebatch.fetcher.serve.FetchService;
import dev.pokebatch.fetcher.upstream.PokeApiFetch;
import dev.pokebatch.fetcher.upstream.Upstream;
import dev.pokebatch.fetcher.upstream.UpstreamConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's worth of fetcher: builds its stack, and listens on its share of the addresses.
 * Up when all of them are known to the cluster.
 */
public final class FetcherVerticle extends VerticleBase {

  private final FetcherConfig config;
  private final DocumentCache cache;
  private final int index;
  private @Nullable PokeApiFetch upstream;

  /**
   * @param config the process's configuration
   * @param cache the process's documents
   * @param index this verticle's number among {@link FetcherConfig#instances}, from 0
   */
  public FetcherVerticle(FetcherConfig config, DocumentCache cache, int index) {
    this.config = config;
    this.cache = cache;
    this.index = index;
  }

  @Override
  public Future<?> start() {
    var base = Upstream.of(config.upstream());
    var cutting = new DocumentCutting(new DocumentCutter(config.maxDocumentBytes()));
    var got = PokeApiFetch.create(vertx, upstreamConfig(base), cutting);
    upstream = got;
    var stack = FetchStack.around(got, cache, vertx, config);
    return listen(new FetchService(base::resolve, stack, cutting));
  }

  @Override
  public Future<?> stop() {
    return upstream == null ? Future.succeededFuture() : upstream.close();
  }

  private UpstreamConfig upstreamConfig(Upstream base) {
    return new UpstreamConfig(
        base,
        config.share(config.connections()),
        config.connectTimeout(),
        config.timeout(),
        config.maxDocumentBytes(),
        config.blockingThreads());
  }

  private Future<?> listen(FetchService service) {
    var bus = vertx.eventBus();
    List<MessageConsumer<?>> consumers = new ArrayList<>();
    Addresses.served(index, config.instances())
        .forEach(address -> consumers.add(bus.<FetchRequest>consumer(address, service::handle)));
    consumers.add(bus.<Cancel>consumer(Addresses.CANCEL, service::cancel));
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList());
  }
}
