package dev.pokebatch.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.cache.CachePolicy;
import dev.pokebatch.fetcher.cache.DocumentRepository;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.guard.GuardConfig;
import dev.pokebatch.fetcher.serve.OffloadingProjector;
import dev.pokebatch.fetcher.serve.ProjectorPool;
import dev.pokebatch.fetcher.upstream.PokeApiFetch;
import dev.pokebatch.fetcher.upstream.Upstream;
import dev.pokebatch.fetcher.upstream.UpstreamConfig;
import dev.pokebatch.fetcher.upstream.UpstreamMeters;
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the guards achieve together, in their order. */
@ExtendWith(VertxExtension.class)
class FetchStackTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 1 << 20;
  private static final long SLOW_MS = 400;

  @Test
  void aMissingDocumentHoldsNoPermitWhileSimilarNamesAreLookedUp(Vertx vertx) {
    var server =
        vertx.createHttpServer().requestHandler(request -> answerButNoList(vertx, request));
    var listening = server.listen(0, "127.0.0.1");
    await().until(listening::isComplete);
    var url = "http://127.0.0.1:" + listening.result().actualPort();
    var config = config(url, 2, TEN_SECONDS, 1);
    var kind = TransportKind.NON_BLOCKING;

    var got = get(vertx, config, kind, "nature/a", "nature/b", "nature/1");

    var exists = got.get(2);
    await().until(exists::isComplete);
    assertThat(exists.succeeded()).isTrue();
    assertThat(got.subList(0, 2)).noneMatch(Future::isComplete);
  }

  /** Calls that wait for a permit or a thread: together they take longer than the time limit. */
  @Test
  void theTimeLimitDoesNotIncludeTheWaitForATurn(Vertx vertx) {
    var server = vertx.createHttpServer().requestHandler(request -> answerAfter(vertx, request));
    var listening = server.listen(0, "127.0.0.1");
    await().until(listening::isComplete);
    var url = "http://127.0.0.1:" + listening.result().actualPort();
    var limit = Duration.ofMillis(3 * SLOW_MS);
    var oneAtATime = config(url, 1, limit, 1);
    var onOneThread = config(url, 10, limit, 1);
    var four = new String[] {"nature/1", "nature/2", "nature/3", "nature/4"};

    var got =
        Stream.of(
                get(vertx, oneAtATime, TransportKind.NON_BLOCKING, four),
                get(vertx, onOneThread, TransportKind.BLOCKING, four))
            .flatMap(List::stream)
            .toList();

    await().until(() -> got.stream().allMatch(Future::isComplete));
    assertThat(got).allMatch(Future::succeeded);
  }

  private static void answerAfter(Vertx vertx, HttpServerRequest request) {
    var response = request.response().putHeader("content-type", "application/json");
    vertx.setTimer(SLOW_MS, id -> response.end("{\"id\":1}"));
  }

  /**
   * An upstream of one document whose list never arrives. After a slow failure a list is awaited
   * for two seconds: long enough to get the document on a busy machine.
   */
  private static void answerButNoList(Vertx vertx, HttpServerRequest request) {
    var response = request.response().putHeader("content-type", "application/json");
    if (request.query() != null) {
      return;
    }
    switch (request.path()) {
      case "/" -> response.end("{\"nature\":\"/nature/\"}");
      case "/nature/1/" -> response.end("{\"id\":1}");
      default -> vertx.setTimer(3 * SLOW_MS, id -> response.setStatusCode(404).end());
    }
  }

  /** Makes all calls in one task of an event loop, as in a verticle. */
  private static List<Future<Document>> get(
      Vertx vertx, FetcherConfig config, TransportKind kind, String... targets) {
    var got = Stream.of(targets).map(target -> Promise.<Document>promise()).toList();
    vertx.runOnContext(
        here -> {
          var projector =
              new OffloadingProjector(new ProjectorPool(vertx, 1, MAX_BYTES, DocumentPath::parse));
          var upstream =
              PokeApiFetch.create(
                  vertx, upstream(config), projector, new UpstreamMeters(new Metrics()));
          var policy = new CachePolicy(config.cacheStaleFor(), config.cacheMissingFor());
          var repository = new DocumentRepository(0, policy, Clock.systemUTC());
          var shared = SharedGuards.of(config, new Metrics());
          var stack =
              FetchStack.around(upstream, upstream, projector, repository, shared, vertx, config);
          for (var i = 0; i < targets.length; i++) {
            stack.fetch().get(call(targets[i], kind)).onComplete(got.get(i));
          }
        });
    return got.stream().map(Promise::future).toList();
  }

  private static FetchCall call(String target, TransportKind kind) {
    return new FetchCall(
        DocumentPath.parse(target).orElseThrow(),
        DocumentView.WHOLE,
        kind,
        new Budget(TEN_SECONDS.toMillis()),
        new CancelSignal());
  }

  private static FetcherConfig config(String url, int connections, Duration limit, int threads) {
    return new FetcherConfig(
        url,
        url,
        1,
        connections,
        10,
        TEN_SECONDS,
        limit,
        MAX_BYTES,
        threads,
        0,
        TEN_SECONDS,
        TEN_SECONDS,
        null,
        new MemoryConfig(1 << 30, 1 << 30, 1 << 30),
        new GuardConfig(1, 0, 1, 100, TEN_SECONDS, TEN_SECONDS),
        false);
  }

  private static UpstreamConfig upstream(FetcherConfig config) {
    return new UpstreamConfig(
        Upstream.of(config.upstream()),
        config.connections(),
        config.connectTimeout(),
        config.timeout(),
        MAX_BYTES,
        config.blockingThreads());
  }
}
