package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import dev.pokebatch.process.trace.TraceSpan;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body is read no faster than memory becomes free, through both transports. */
@Execution(ExecutionMode.CONCURRENT)
class ResponseMemoryTest {

  private static final int LENGTH = 4 << 20;
  private static final Buffer CHUNK = Buffer.buffer(new byte[1 << 16]);
  private static final long POOL = 1 << 18;
  private static final long TIMEOUT_MS = 5_000;

  private final Vertx vertx = Vertx.vertx();
  private final MemoryPool pool = new MemoryPool("fetching", POOL);
  private final AtomicLong sent = new AtomicLong();
  private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();

  ResponseMemoryTest() {
    vertx.exceptionHandler(unhandled::add);
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    assertThat(unhandled).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NON_BLOCKING, true", "NON_BLOCKING, false", "BLOCKING, true", "BLOCKING, false"})
  void aBodyWaitsForMemoryLongerThanTheUpstreamMayTake(TransportKind kind, boolean sized)
      throws Exception {
    var other = pool.reserve(0, Runnable::run, () -> {});
    var ours = pool.reserve(1, Runnable::run, () -> {});
    other.grow(
        2 * POOL,
        Runnable::run,
        () -> {}); // from now on no other reservation may overdraw the pool
    var timer = new ExchangeTimer();
    var answer = get(kind, ours, timer, serve(sized), new CancelSignal());

    await().until(() -> pool.waiting() == 1);
    vertx.setTimer(TIMEOUT_MS + 500, later -> other.close());
    assertThat(answer.isComplete()).isFalse();
    assertThat(answer.await(20, TimeUnit.SECONDS).body()).hasSize(LENGTH);
    assertThat(timer.elapsedMs()).as("not counted as the upstream's").isLessThan(TIMEOUT_MS);
    assertThat(ours.bytes()).isGreaterThanOrEqualTo(LENGTH);
    ours.close();
    assertThat(pool.free()).isEqualTo(POOL);
  }

  @ParameterizedTest
  @CsvSource({"NON_BLOCKING, true", "NON_BLOCKING, false", "BLOCKING, true", "BLOCKING, false"})
  void aBodyThatWaitsForMemoryCanBeCancelled(TransportKind kind, boolean sized) throws Exception {
    var other = pool.reserve(0, Runnable::run, () -> {});
    var ours = pool.reserve(1, Runnable::run, () -> {});
    other.grow(2 * POOL, Runnable::run, () -> {}); // from now on no other one may overdraw
    var cancel = new CancelSignal();
    var answer = get(kind, ours, new ExchangeTimer(), serve(sized), cancel);
    await().until(() -> pool.waiting() == 1);
    vertx.getOrCreateContext().runOnContext(here -> cancel.cancel());

    await().until(answer::failed);
    ours.close();
    other.close();
    assertThat(pool.free()).isEqualTo(POOL);
    assertThat(pool.waiting()).isZero();
  }

  @Test
  void aConnectionThatBreaksWhileItsBodyWaitsForMemoryIsToldAtOnce() throws Exception {
    var other = pool.reserve(0, Runnable::run, () -> {});
    var ours = pool.reserve(1, Runnable::run, () -> {});
    other.grow(2 * POOL, Runnable::run, () -> {}); // from now on no other one may overdraw
    var connection = new CompletableFuture<HttpConnection>();
    var url =
        serve(
            request -> {
              request.response().putHeader("content-length", String.valueOf(LENGTH)).writeHead();
              connection.complete(request.connection());
            });
    var answer =
        get(TransportKind.NON_BLOCKING, ours, new ExchangeTimer(), url, new CancelSignal());
    await().until(() -> pool.waiting() == 1);
    connection.get().close();

    await().until(answer::failed);
    other.close(); // now there is memory for the body, which nobody may read
    await().until(() -> pool.waiting() == 0);
    ours.close();
    assertThat(pool.free()).isEqualTo(POOL);
  }

  private Future<UpstreamResponse> get(
      TransportKind kind,
      Reservation reservation,
      ExchangeTimer timer,
      String url,
      CancelSignal cancel) {
    var config =
        new UpstreamConfig(
            Upstream.of("http://127.0.0.1"),
            1,
            Duration.ofSeconds(20),
            Duration.ofMillis(TIMEOUT_MS),
            2 * LENGTH,
            1);
    var transport =
        kind == TransportKind.BLOCKING
            ? new BlockingTransport(vertx, config)
            : new NonBlockingTransport(vertx, config);
    Promise<UpstreamResponse> promise = Promise.promise();
    var context = vertx.getOrCreateContext();
    var memory =
        new ResponseMemory(reservation, task -> context.runOnContext(turn -> task.run()), cancel);
    context.runOnContext(
        go -> transport.get(url, null, cancel, timer, memory, TraceSpan.NONE).onComplete(promise));
    return promise.future();
  }

  private String serve(boolean sized) {
    return serve(
        request -> {
          var response = request.response();
          if (sized) {
            response.putHeader("content-length", String.valueOf(LENGTH));
          } else {
            response.setChunked(true);
          }
          response.drainHandler(drained -> send(response));
          send(response);
        });
  }

  private String serve(Handler<HttpServerRequest> handler) {
    var server = vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1").await();
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  private void send(HttpServerResponse response) {
    while (sent.get() < LENGTH && !response.writeQueueFull()) {
      response.write(CHUNK);
      if (sent.addAndGet(CHUNK.length()) == LENGTH) {
        response.end();
      }
    }
  }
}
