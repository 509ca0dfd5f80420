package dev.pokebatch.sample;

import dev.pokebatch.sample.SampleTarget.RefusedTarget;
import dev.pokebatch.sample.SampleTarget.SpriteTarget;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Responds to requests from the cache, or else after a worker has produced the document, once for
 * all requests that wait for it. Confined to one event loop.
 */
final class Site {
  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final SampleConfig config;
  private final Counters counters;
  private final Documents documents;
  private final TargetParser routes;
  private final AnswerCache cache;
  private final RateCap cap;
  private final Map<AnswerCache.AnswerKey, Future<SampleAnswer>> pendingAnswers = new HashMap<>();
  private int inFlight;

  Site(
      Vertx vertx,
      WorkerExecutor workers,
      SampleConfig config,
      Counters counters,
      Documents documents,
      Supplier<String> version) {
    this.vertx = vertx;
    this.workers = workers;
    this.config = config;
    this.counters = counters;
    this.documents = documents;
    this.routes = new TargetParser(documents.resources(), version);
    this.cap = new RateCap(config.rate(), System.nanoTime());
    this.cache = new AnswerCache(config.cacheBytes());
  }

  void handle(HttpServerRequest request) {
    var path = TargetParser.below(request.uri());
    var dealt = config.faults().deal(path, counters.arrived(path));
    if (config.atOnce() > 0 && inFlight >= config.atOnce()) {
      counters.dealt(InjectedFault.RATE_LIMITED);
      new SampleExchange(vertx, counters, request, InjectedFault.RATE_LIMITED, () -> {})
          .run(answer(request), 0);
      return;
    }
    inFlight++;
    var fault = cap.passes(System.nanoTime()) ? dealt : InjectedFault.RATE_LIMITED;
    counters.dealt(fault);
    new SampleExchange(vertx, counters, request, fault, () -> inFlight--)
        .run(answer(request), config.latencyMs());
  }

  /** Completes, never with a failure, when no document is being written any more. */
  Future<?> settled() {
    return Future.join(List.copyOf(pendingAnswers.values())).otherwiseEmpty();
  }

  private Future<SampleAnswer> answer(HttpServerRequest request) {
    var method = request.method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return Future.succeededFuture(SampleAnswer.error(405, "Method Not Allowed"));
    }
    var target = routes.resolve(request.uri());
    if (target instanceof RefusedTarget refused) {
      return Future.succeededFuture(SampleAnswer.error(refused.status(), refused.reason()));
    }
    var answer = document(new AnswerCache.AnswerKey(target, acceptsGzip(request)));
    var ifNoneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return ifNoneMatch == null
        ? answer
        : answer.map(found -> found.matches(ifNoneMatch) ? found.notModified() : found);
  }

  private Future<SampleAnswer> document(AnswerCache.AnswerKey key) {
    var cached = cache.get(key);
    if (cached != null) {
      return Future.succeededFuture(cached);
    }
    var pending = pendingAnswers.get(key);
    if (pending != null) {
      return pending;
    }
    var writing =
        workers
            .executeBlocking(() -> write(key), false)
            .onComplete(done -> pendingAnswers.remove(key))
            .onSuccess(answer -> cache.put(key, answer));
    pendingAnswers.put(key, writing);
    return writing;
  }

  private SampleAnswer write(AnswerCache.AnswerKey key) throws IOException {
    return key.target() instanceof SpriteTarget sprite
        ? SampleAnswer.picture(
            new SpritePicture(sprite.id()).file(sprite.form()), sprite.form(), config.maxAgeS())
        : SampleAnswer.document(documents.write(key.target()), key.gzip(), config.maxAgeS());
  }

  private static boolean acceptsGzip(HttpServerRequest request) {
    var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && Encodings.accepts(accepted, "gzip");
  }
}
