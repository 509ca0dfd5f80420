package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.Sprite;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Normalizer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The innermost Fetch of sprites: gets them from the site that the configuration names, and from no
 * other, since paths of sprites contain no host and redirects are not followed. Rejects whatever is
 * not PNG, GIF or SVG by its first bytes.
 */
public final class SpriteFetch implements Fetch {

  private static final int NOT_MODIFIED = 304;

  private final Upstream site;
  private final NonBlockingTransport transport;
  private final Normalizer normalizer;
  private final UpstreamMeters meters;
  private final Executor lane;
  private final Clock clock = Clock.systemUTC();

  private SpriteFetch(
      Vertx vertx, UpstreamConfig config, Normalizer normalizer, UpstreamMeters meters) {
    this.site = config.upstream();
    this.transport = new NonBlockingTransport(vertx, config, "image/*", "identity");
    this.normalizer = normalizer;
    this.meters = meters;
    var here = vertx.getOrCreateContext();
    this.lane = task -> here.runOnContext(turn -> task.run());
  }

  /**
   * Creates a Fetch for the calling verticle, with connections of its own.
   *
   * @param config its upstream is the site of the sprites
   * @param normalizer compresses the documents in which sprites are cached
   * @param meters measures the requests
   */
  public static SpriteFetch create(
      Vertx vertx, UpstreamConfig config, Normalizer normalizer, UpstreamMeters meters) {
    return new SpriteFetch(vertx, config, normalizer, meters);
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var startedAt = System.nanoTime();
    var requestedAt = clock.millis();
    var timer = new ExchangeTimer();
    var memory = new ResponseMemory(call.memory(), lane, call.cancel());
    var url = site + "/" + call.path().rest();
    var span = ExchangeSpan.begin(call.span(), url);
    return transport
        .get(url, etag(call.cached()), call.cancel(), timer, memory, span)
        .onComplete(outcome -> ExchangeSpan.end(span, outcome))
        .onFailure(cause -> meters.failed(cause, timer.elapsedMs()))
        .recover(cause -> failed(cause, Effort.ofRequest(timer.elapsedMs(), 0)))
        .compose(
            answer -> {
              meters.answered(answer, startedAt, timer.elapsedMs());
              var effort = Effort.ofRequest(timer.elapsedMs(), answer.body().length);
              return document(call, memory, answer, startedAt, requestedAt, effort)
                  .recover(cause -> failed(cause, effort));
            });
  }

  /** Closes its connections. */
  public Future<Void> close() {
    return transport.close();
  }

  private Future<Document> document(
      FetchCall call,
      ResponseMemory memory,
      UpstreamResponse answer,
      long startedAt,
      long requestedAt,
      Effort effort) {
    var transfer = new Document.Transfer(startedAt, answer.headAt());
    var cached = call.cached();
    if (answer.status() == NOT_MODIFIED && cached != null && etag(cached) != null) {
      var life = Freshness.renewed(cached.lifetime(), answer.caching(), requestedAt);
      return Future.succeededFuture(
          new Document(cached.renewed(life), null, CacheStatus.REVALIDATED, effort, transfer));
    }
    var failure = failure(call, answer);
    if (failure.isPresent()) {
      return Future.failedFuture(new FetchException(failure.get(), effort));
    }
    memory.settleBody(answer.body().length);
    var type = Sprite.mediaType(answer.body()).orElseThrow();
    var life = Freshness.of(answer.caching(), requestedAt);
    return memory
        .forText(answer.body().length, 2L * answer.body().length)
        .map(granted -> new Sprite(type, Buffer.buffer(answer.body())).toJson())
        .compose(json -> normalizer.normalize(new EncodedJson(json, false), call.view()))
        .map(
            normalized -> {
              var projected = normalized.projected();
              memory.settleDocument(normalized.body().bytes().length, projected.bytes().length());
              var cacheable = new CachedDocument(normalized.body(), life, null);
              return new Document(cacheable, projected, CacheStatus.MISS, effort, transfer);
            });
  }

  private Optional<Failure> failure(FetchCall call, UpstreamResponse answer) {
    if (answer.status() != 200) {
      return StatusMapping.failure(answer, call.path().toString(), clock.instant());
    }
    var coding = answer.contentEncoding();
    var isPlain = coding == null || coding.equalsIgnoreCase("identity");
    return isPlain && Sprite.mediaType(answer.body()).isPresent()
        ? Optional.empty()
        : Optional.of(
            Failure.answered(
                FailureKind.UPSTREAM_INVALID_BODY,
                "the upstream's response is no PNG, GIF or SVG",
                200));
  }

  private static <T> Future<T> failed(Throwable cause, Effort effort) {
    return Future.failedFuture(
        cause instanceof FetchException known
            ? new FetchException(known.failure(), effort)
            : cause);
  }

  private static @Nullable String etag(@Nullable CachedDocument cached) {
    return cached == null ? null : cached.lifetime().etag();
  }
}
