package dev.pokebatch.sample;

import dev.pokebatch.sample.SampleTarget.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers requests: from the cache at once, else once a worker has written or read the document,
 * and once only for all who wait for it. Belongs to one event loop.
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
  private final Map<AnswerCache.Key, Future<SampleAnswer>> beingWritten = new HashMap<>();
  private int beingServed;

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
    if (config.atOnce() > 0 && beingServed >= config.atOnce()) {
      counters.dealt(InjectedFault.RATE_LIMITED);
      new SampleExchange(vertx, counters, request, InjectedFault.RATE_LIMITED, () -> {})
          .run(answer(request), 0);
      return;
    }
    beingServed++;
    var fault = cap.passes(System.nanoTime()) ? dealt : InjectedFault.RATE_LIMITED;
    counters.dealt(fault);
    new SampleExchange(vertx, counters, request, fault, () -> beingServed--)
        .run(answer(request), config.latencyMs());
  }

  /** Ends, well in any case, when every document that is being written has been. */
  Future<?> settled() {
    return Future.join(List.copyOf(beingWritten.values())).otherwiseEmpty();
  }

  private Future<SampleAnswer> answer(HttpServerRequest request) {
    var method = request.method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return Future.succeededFuture(SampleAnswer.error(405, "Method Not Allowed"));
    }
    var target = routes.resolve(request.uri());
    if (target instanceof Refused refused) {
      return Future.succeededFuture(SampleAnswer.error(refused.status(), refused.reason()));
    }
    var answer = document(new AnswerCache.Key(target, acceptsGzip(request)));
    var ifNoneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return ifNoneMatch == null
        ? answer
        : answer.map(found -> found.matches(ifNoneMatch) ? found.notModified() : found);
  }

  private Future<SampleAnswer> document(AnswerCache.Key key) {
    var cached = cache.get(key);
    if (cached != null) {
      return Future.succeededFuture(cached);
    }
    var pending = beingWritten.get(key);
    if (pending != null) {
      return pending;
    }
    var writing =
        workers
            .executeBlocking(
                () ->
                    SampleAnswer.document(
                        documents.write(key.target()), key.gzip(), config.maxAgeS()),
                false)
            .onComplete(done -> beingWritten.remove(key))
            .onSuccess(answer -> cache.put(key, answer));
    beingWritten.put(key, writing);
    return writing;
  }

  private static boolean acceptsGzip(HttpServerRequest request) {
    var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && Encodings.accepts(accepted, "gzip");
  }
}
