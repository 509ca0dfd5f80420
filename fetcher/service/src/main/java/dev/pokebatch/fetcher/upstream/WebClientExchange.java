package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * One GET through Web Client, from the call to the last byte. It collects the body up to a maximum
 * size and can abort the exchange at any moment. Web Client's own timeout ends at the head: a body
 * that stalls afterwards would hold its connection for ever. Confined to one event loop.
 */
final class WebClientExchange implements BodyCodec<Buffer>, BodyStream<Buffer> {

  private final Promise<UpstreamResponse> answer = Promise.promise();
  private final Promise<Buffer> body = Promise.promise();
  private final BodyBuffer collected;
  private final ExchangeTimer timer;
  private final TimeLimit limit;
  private final BodyFlowControl reading;
  private @Nullable HttpClientRequest request;
  private @Nullable Handler<Void> onDrain;
  private boolean full;
  private boolean headReceived;
  private long headAt;
  private boolean aborted;

  /** Starts the exchange's time limit. */
  WebClientExchange(
      Vertx vertx, long timeoutMs, int maxBytes, ExchangeTimer timer, ResponseMemory memory) {
    this.collected = new BodyBuffer(maxBytes);
    this.timer = timer;
    this.limit = new TimeLimit(vertx, timeoutMs, () -> abort(TransportFailures.timedOut()));
    this.reading = new BodyFlowControl(memory, maxBytes, limit, timer);
  }

  /** The response; fails at once when the call is cancelled. */
  Future<UpstreamResponse> answer(CancelSignal cancel) {
    cancel.onCancel(() -> abort(TransportFailures.cancelled()));
    return answer.future().onComplete(done -> limit.end());
  }

  /** Whether the exchange has ended before its response: then no request may be sent for it. */
  boolean isAborted() {
    return aborted;
  }

  /** Called when the request has a connection and is about to be sent. */
  void sending(HttpClientRequest connected) {
    request = connected;
    timer.start();
  }

  /**
   * Called when the head has arrived. The response is paused; it can break before its body is read.
   *
   * @param readBody called as soon as there is memory for the body, unless the exchange is aborted
   *     by then: Vert.x throws if a response that has ended is read
   */
  void head(HttpClientResponse response, Runnable readBody) {
    response.exceptionHandler(broken -> abort(TransportFailures.broken(true)));
    if (!HeadSyntax.isFramed(response.headers()::getAll)) {
      abort(TransportFailures.broken(false));
    }
    if (aborted) {
      return;
    }
    var length = HeadSyntax.bodyLength(response.statusCode(), response.headers()::getAll);
    reading.head(
        length,
        () -> {
          if (!aborted) {
            collected.expect(length);
            readBody.run();
          }
        });
  }

  /** Called when Web Client has finished. */
  void ended(AsyncResult<HttpResponse<Buffer>> outcome) {
    if (outcome.failed()) {
      answer.tryFail(TransportFailures.broken(headReceived));
      return;
    }
    if (aborted) {
      return;
    }
    var response = outcome.result();
    answer.tryComplete(
        new UpstreamResponse(
            response.statusCode(),
            response.getHeader(HttpHeaders.CONTENT_TYPE.toString()),
            response.getHeader(HttpHeaders.CONTENT_ENCODING.toString()),
            response.getHeader("retry-after"),
            response.getHeader("location"),
            CacheHeaders.of(response.headers()::getAll),
            headAt,
            collected.toBytes()));
  }

  private void abort(FetchException why) {
    if (answer.tryFail(why)) {
      aborted = true;
      if (request != null) {
        request.reset();
      }
    }
  }

  @Override
  public BodyStream<Buffer> stream() {
    headAt = System.nanoTime();
    headReceived = true;
    return this;
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    if (!collected.takes(chunk.length())) {
      abort(TransportFailures.tooLarge());
    } else if (!aborted) {
      var at = collected.length();
      chunk.getBytes(0, chunk.length(), collected.extend(chunk.length()), at);
      pauseIfFull();
    }
    return Future.succeededFuture();
  }

  private void pauseIfFull() {
    if (!full && !reading.mayGoOn(collected.length())) {
      full = true;
      reading.pause(
          collected.length(),
          () -> {
            full = false;
            if (onDrain != null) {
              onDrain.handle(null);
            }
          });
    }
  }

  @Override
  public Future<Void> end() {
    body.tryComplete(Buffer.buffer());
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable broken) {
    body.tryFail(broken);
  }

  @Override
  public Future<Buffer> result() {
    return body.future();
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return full;
  }

  @Override
  public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
    onDrain = handler;
    return this;
  }
}
