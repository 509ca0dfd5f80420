package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which an exchange can end, with the same outcome through both transports. */
class TransportsTest {

  private static final int CONNECTIONS = 20;
  private static final Buffer BODY = Buffer.buffer("{\"id\":1}".repeat(100));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger open = new AtomicInteger();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void aResponseArrivesWhole(TransportKind kind) throws Exception {
    var answer =
        get(
            kind,
            serve(request -> request.response().putHeader("content-type", "text/x").end(BODY)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/x");
    assertThat(answer.body()).isEqualTo(BODY.getBytes());
  }

  @ParameterizedTest
  @EnumSource
  void requestsNameTheUserAgentAndAcceptGzip(TransportKind kind) throws Exception {
    var url =
        serve(
            request ->
                request
                    .response()
                    .end(
                        request.getHeader("user-agent")
                            + "|"
                            + request.getHeader("accept-encoding")));

    assertThat(new String(get(kind, url).body(), StandardCharsets.UTF_8))
        .startsWith("Pokebatch/")
        .endsWith("|gzip");
  }

  @ParameterizedTest
  @EnumSource
  void aConditionalRequestGetsA304WithoutABody(TransportKind kind) throws Exception {
    var url =
        serve(
            request ->
                request
                    .response()
                    .putHeader("etag", "W/\"1\"")
                    .putHeader("cache-control", (Iterable<String>) List.of("public", "max-age=60"))
                    .setStatusCode("W/\"1\"".equals(request.getHeader("if-none-match")) ? 304 : 200)
                    .end());
    var transport = transport(kind, 10_000);
    var known = onContext(() -> transport.get(url, "W/\"1\"", new CancelSignal()));
    var answer = known.await(20, TimeUnit.SECONDS);

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.caching())
        .extracting(CacheHeaders::etag, CacheHeaders::cacheControl)
        .containsExactly("W/\"1\"", "public,max-age=60");
    assertThat(get(kind, url).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aRedirectIsNotFollowed(TransportKind kind) throws Exception {
    var url = serve(r -> r.response().setStatusCode(302).putHeader("location", "/elsewhere").end());

    assertThat(get(kind, url).status()).isEqualTo(302);
    assertThat(open).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatIsRefusedIsUnreachable(TransportKind kind) {
    var server = vertx.createHttpServer().requestHandler(request -> {});
    var port = server.listen(0, "127.0.0.1").await().actualPort();
    server.close().await();

    assertThat(failure(kind, "http://127.0.0.1:" + port + "/"))
        .isEqualTo(FailureKind.UPSTREAM_UNREACHABLE);
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatClosesBeforeTheHeadIsUnreachable(TransportKind kind) {
    assertThat(failure(kind, serve(request -> request.connection().close())))
        .isEqualTo(FailureKind.UPSTREAM_UNREACHABLE);
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatClosesInTheBodyIsCutOff(TransportKind kind) {
    assertThat(
            failure(
                kind,
                serve(request -> half(request).onComplete(x -> request.connection().close()))))
        .isEqualTo(FailureKind.UPSTREAM_CUT_OFF);
  }

  @ParameterizedTest
  @EnumSource
  void aHeadThatNeverArrivesIsATimeout(TransportKind kind) {
    assertThat(failureSoon(kind, serve(request -> {}))).isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
    await().untilAtomic(open, Matchers.is(0));
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatStallsIsATimeout(TransportKind kind) {
    assertThat(failureSoon(kind, serve(TransportsTest::half)))
        .isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
    await().untilAtomic(open, Matchers.is(0));
  }

  @ParameterizedTest
  @EnumSource
  void aSlowlyDrippingBodyIsATimeout(TransportKind kind) {
    var url =
        serve(
            request -> {
              var response = request.response().setChunked(true);
              var timer = vertx.setPeriodic(20, id -> response.write("x"));
              response.closeHandler(closed -> vertx.cancelTimer(timer));
            });

    assertThat(failureSoon(kind, url)).isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsTooLargeIsNotReadToItsEnd(TransportKind kind) {
    var url = serve(request -> request.response().end(Buffer.buffer(new byte[1 << 20])));

    assertThat(failure(kind, url)).isEqualTo(FailureKind.UPSTREAM_TOO_LARGE);
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatIsCancelledEndsAtOnceAndTheUpstreamSeesIt(TransportKind kind) {
    var cancel = new CancelSignal();
    var asked = call(kind, serve(TransportsTest::half), 60_000, cancel);
    await().untilAtomic(open, Matchers.is(1));

    vertx.getOrCreateContext().runOnContext(go -> cancel.cancel());

    assertThat(failureOf(asked)).isEqualTo(FailureKind.CANCELLED);
    await().untilAtomic(open, Matchers.is(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aCallThatIsCancelledBeforeItHasAConnectionLeavesThePool(HttpVersion version)
      throws Exception {
    var unhandled = new ConcurrentLinkedQueue<Throwable>();
    vertx.exceptionHandler(unhandled::add);
    var url = serve(request -> request.response().end(request.version() + ""));
    var config = config(60_000);
    var options = NonBlockingTransport.options(config);
    options.setProtocolVersion(version).setHttp2ClearTextUpgrade(false);
    var transport = new NonBlockingTransport(vertx, config, "application/json", "gzip", options);
    for (var i = 0; i < 10 * CONNECTIONS; i++) {
      var cancel = new CancelSignal();
      var cancelled =
          onContext(
              () -> {
                var asked = transport.get(url, null, cancel);
                cancel.cancel();
                return asked;
              });
      assertThat(failureOf(cancelled)).isEqualTo(FailureKind.CANCELLED);
    }

    for (var i = 0; i < 2 * CONNECTIONS; i++) {
      assertThat(call(transport, url).await(20, TimeUnit.SECONDS).body())
          .asString()
          .isEqualTo(version.toString());
    }
    assertThat(unhandled).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aHundredStalledResponsesDoNotExhaustThePool(TransportKind kind) throws Exception {
    var asked = new AtomicInteger();
    var url =
        serve(
            request -> {
              if (asked.incrementAndGet() <= 100) {
                half(request);
              } else {
                request.response().end(BODY);
              }
            });
    var transport = transport(kind, 300);
    var stalled = IntStream.range(0, 100).mapToObj(i -> call(transport, url)).toList();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stalled.stream().allMatch(Future::isComplete));
    await().untilAtomic(asked, Matchers.greaterThanOrEqualTo(CONNECTIONS));
    asked.set(100);
    var served = IntStream.range(0, 100).mapToObj(i -> tried(transport, url, 20)).toList();

    for (var answer : served) {
      assertThat(
              answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS).status())
          .isEqualTo(200);
    }
  }

  /** A busy machine may exceed the time limit now and then; an exhausted pool always does. */
  private Future<UpstreamResponse> tried(Transport transport, String url, int times) {
    var answer = call(transport, url);
    return times == 1 ? answer : answer.recover(late -> tried(transport, url, times - 1));
  }

  private UpstreamResponse get(TransportKind kind, String url) throws Exception {
    return call(kind, url, 10_000, new CancelSignal())
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private FailureKind failure(TransportKind kind, String url) {
    return failureOf(call(kind, url, 20_000, new CancelSignal()));
  }

  /** The time limit of an impatient transport, in milliseconds. */
  private FailureKind failureSoon(TransportKind kind, String url) {
    return failureOf(call(kind, url, 400, new CancelSignal()));
  }

  private static FailureKind failureOf(Future<UpstreamResponse> asked) {
    try {
      throw new AssertionError(
          asked.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS).toString());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof FetchException known) {
        return known.failure().kind();
      }
      throw new AssertionError(failed);
    } catch (InterruptedException | TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  private Future<UpstreamResponse> call(
      TransportKind kind, String url, long timeoutMs, CancelSignal cancel) {
    var transport = transport(kind, timeoutMs);
    return onContext(() -> transport.get(url, null, cancel));
  }

  private Future<UpstreamResponse> call(Transport transport, String url) {
    return onContext(() -> transport.get(url, null, new CancelSignal()));
  }

  /** Transports belong to one event loop. */
  private Future<UpstreamResponse> onContext(Supplier<Future<UpstreamResponse>> action) {
    Promise<UpstreamResponse> promise = Promise.promise();
    vertx.getOrCreateContext().runOnContext(go -> action.get().onComplete(promise));
    return promise.future();
  }

  private Transport transport(TransportKind kind, long timeoutMs) {
    var config = config(timeoutMs);
    return kind == TransportKind.BLOCKING
        ? new BlockingTransport(vertx, config)
        : new NonBlockingTransport(vertx, config);
  }

  private static UpstreamConfig config(long timeoutMs) {
    return new UpstreamConfig(
        Upstream.of("http://127.0.0.1"),
        CONNECTIONS,
        Duration.ofSeconds(2),
        Duration.ofMillis(timeoutMs),
        100_000,
        CONNECTIONS);
  }

  private static Future<Void> half(HttpServerRequest request) {
    return request
        .response()
        .putHeader("content-length", String.valueOf(BODY.length()))
        .write(BODY.slice(0, BODY.length() / 2));
  }

  private String serve(Handler<HttpServerRequest> handler) {
    var server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(1)))
            .connectionHandler(
                connection -> {
                  open.incrementAndGet();
                  connection.closeHandler(closed -> open.decrementAndGet());
                })
            .requestHandler(handler);
    return "http://127.0.0.1:" + server.listen(0, "127.0.0.1").await().actualPort() + "/";
  }
}
