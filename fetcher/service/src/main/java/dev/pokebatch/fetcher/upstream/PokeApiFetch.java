package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.NormalizedDocument;
import dev.pokebatch.fetcher.fetch.Normalizer;
import dev.pokebatch.process.log.RequestLocal;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The innermost Fetch: requests documents from PokéAPI and rejects whatever is not a whole, valid
 * document. It turns exceptions into failed futures, so that no guard leaks what it holds.
 */
public final class PokeApiFetch implements Fetch {

  private static final Logger LOG = LoggerFactory.getLogger(PokeApiFetch.class);

  private static final int NOT_MODIFIED = 304;
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 307, 308);

  private final Upstream upstream;
  private final NonBlockingTransport nonBlocking;
  private final BlockingTransport blocking;
  private final Normalizer normalizer;
  private final UpstreamMeters meters;
  private final Executor lane;
  private final int maxBytes;
  private final Clock clock = Clock.systemUTC();

  private PokeApiFetch(
      Vertx vertx, UpstreamConfig config, Normalizer normalizer, UpstreamMeters meters) {
    this.meters = meters;
    this.upstream = config.upstream();
    this.nonBlocking = new NonBlockingTransport(vertx, config);
    this.blocking = new BlockingTransport(vertx, config);
    this.normalizer = normalizer;
    this.maxBytes = config.maxBytes();
    var here = vertx.getOrCreateContext();
    this.lane = task -> here.runOnContext(turn -> task.run());
  }

  /**
   * Creates a Fetch for the calling verticle, with connections of its own.
   *
   * @param normalizer validates documents and brings them to the form in which they are cached
   * @param meters measures the requests
   */
  public static PokeApiFetch create(
      Vertx vertx, UpstreamConfig config, Normalizer normalizer, UpstreamMeters meters) {
    return new PokeApiFetch(vertx, config, normalizer, meters);
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var startedAt = System.nanoTime();
    var requestedAt = clock.millis();
    var timer = new ExchangeTimer();
    var memory = new ResponseMemory(call.memory(), lane, call.cancel());
    var url = upstream.url(call.path(), call.omitSlash());
    var span = ExchangeSpan.begin(call.span(), url);
    try {
      return transport(call.transport())
          .get(url, etag(call.cached()), call.cancel(), timer, memory, span)
          .transform(
              outcome -> {
                ExchangeSpan.end(span, outcome);
                return document(call, memory, outcome, startedAt, requestedAt, timer.elapsedMs());
              });
    } catch (RuntimeException thrown) {
      return Future.failedFuture(
          toFetchException(call, thrown, Effort.ofRequest(timer.elapsedMs(), 0)));
    }
  }

  /** Closes its connections. */
  public Future<Void> close() {
    return Future.join(nonBlocking.close(), blocking.close()).mapEmpty();
  }

  private Transport transport(TransportKind kind) {
    return kind == TransportKind.BLOCKING ? blocking : nonBlocking;
  }

  /**
   * @param startedAt when the document was requested, by {@link System#nanoTime}
   * @param requestedAt the same time, in milliseconds since the epoch
   * @param timeMs duration of the exchange, in milliseconds
   */
  private Future<Document> document(
      FetchCall call,
      ResponseMemory memory,
      AsyncResult<UpstreamResponse> outcome,
      long startedAt,
      long requestedAt,
      double timeMs) {
    if (outcome.failed()) {
      meters.failed(outcome.cause(), timeMs);
      return Future.failedFuture(
          toFetchException(call, outcome.cause(), Effort.ofRequest(timeMs, 0)));
    }
    var answer = outcome.result();
    RequestLocal.run(call.span().request(), () -> meters.answered(answer, startedAt, timeMs));
    var effort = Effort.ofRequest(timeMs, answer.body().length);
    var transfer = new Document.Transfer(startedAt, answer.headAt());
    var cached = call.cached();
    if (answer.status() == NOT_MODIFIED && cached != null && etag(cached) != null) {
      var renewed =
          cached.renewed(Freshness.renewed(cached.lifetime(), answer.caching(), requestedAt));
      return Future.succeededFuture(
          new Document(renewed, null, CacheStatus.REVALIDATED, effort, transfer));
    }
    var failure = StatusMapping.failure(answer, call.path().toString(), clock.instant());
    if (failure.isPresent()) {
      return Future.failedFuture(failed(call, answer, failure.get(), effort));
    }
    memory.settleBody(answer.body().length);
    var body = new EncodedJson(answer.body(), StatusMapping.isGzip(answer.contentEncoding()));
    var life = Freshness.of(answer.caching(), requestedAt);
    return memory
        .forText(body.bytes().length, Math.min(maxBytes, body.textBytes()))
        .compose(granted -> normalize(call, body))
        .map(
            normalized -> {
              var projected = normalized.projected();
              memory.settleDocument(normalized.body().bytes().length, projected.bytes().length());
              var cacheable = new CachedDocument(normalized.body(), life, projected.identity());
              return new Document(cacheable, projected, CacheStatus.MISS, effort, transfer);
            })
        .recover(thrown -> Future.failedFuture(toFetchException(call, thrown, effort)));
  }

  private Future<NormalizedDocument> normalize(FetchCall call, EncodedJson body) {
    var span = call.span().isRecorded() ? call.span().begin("normalize") : null;
    var normalized = normalizer.normalize(body, call.view());
    return span == null ? normalized : normalized.onComplete(done -> span.end());
  }

  private FetchException failed(
      FetchCall call, UpstreamResponse answer, Failure failure, Effort effort) {
    var location = answer.location();
    var target =
        location != null && REDIRECTIONS.contains(answer.status())
            ? upstream.redirect(upstream.url(call.path(), call.omitSlash()), location)
            : Optional.<Upstream.Redirect>empty();
    return target
        .<FetchException>map(found -> new RedirectException(failure, effort, found))
        .orElseGet(() -> new FetchException(failure, effort));
  }

  private static @Nullable String etag(@Nullable CachedDocument cached) {
    return cached == null ? null : cached.lifetime().etag();
  }

  private static FetchException toFetchException(FetchCall call, Throwable thrown, Effort effort) {
    if (thrown instanceof FetchException exception) {
      return new FetchException(exception.failure(), effort);
    }
    RequestLocal.run(
        call.span().request(), () -> LOG.error("asking the upstream failed unexpectedly", thrown));
    return new FetchException(Failure.of(FailureKind.INTERNAL, "the fetcher failed"), effort);
  }
}
