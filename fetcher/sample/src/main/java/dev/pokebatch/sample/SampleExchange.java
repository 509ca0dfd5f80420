package dev.pokebatch.sample;

import io.netty.channel.socket.SocketChannelConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * One request, from its arrival to the last byte of its response or to the loss of its connection.
 * Confined to the connection's event loop.
 */
final class SampleExchange {
  private static final long DRIP_EVERY_MS = 100;
  private static final int DRIP_BYTES = 16;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final Counters counters;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final InjectedFault fault;
  private final Runnable onEnd;
  private long timer = NO_TIMER;
  private boolean latencyPassed;
  private boolean ended;
  private @Nullable SampleAnswer answer;

  /**
   * @param onEnd runs once: before the last byte of the response is sent, or when the connection is
   *     lost
   */
  SampleExchange(
      Vertx vertx,
      Counters counters,
      HttpServerRequest request,
      InjectedFault fault,
      Runnable onEnd) {
    this.vertx = vertx;
    this.counters = counters;
    this.request = request;
    this.response = request.response();
    this.fault = fault;
    this.onEnd = onEnd;
    response.closeHandler(gone -> abandon());
    response.exceptionHandler(gone -> abandon());
    request.exceptionHandler(gone -> abandon());
  }

  /**
   * Responds when the response is complete and the latency has passed.
   *
   * @param latencyMs milliseconds from now; 0 sets no timer
   */
  void run(Future<SampleAnswer> coming, int latencyMs) {
    if (fault == InjectedFault.HANG) {
      return;
    }
    latencyPassed = latencyMs == 0;
    if (!latencyPassed) {
      timer =
          vertx.setTimer(
              latencyMs,
              fired -> {
                timer = NO_TIMER;
                latencyPassed = true;
                proceed();
              });
    }
    coming
        .otherwise(failure -> SampleAnswer.error(500, "Internal Server Error"))
        .onSuccess(
            good -> {
              answer = good;
              proceed();
            });
  }

  private void proceed() {
    var ready = answer;
    if (ready == null || !latencyPassed || ended) {
      return;
    }
    switch (fault) {
      case ERROR -> send(SampleAnswer.error(500, "Internal Server Error"));
      case RATE_LIMITED -> send(SampleAnswer.error(429, "Too Many Requests"));
      case RESET -> reset();
      case TRUNCATED -> truncate(ready);
      case DRIP -> drip(ready);
      case INVALID_JSON -> send(ready.cutOff());
      case HTML -> send(SampleAnswer.HTML);
      case NONE, HANG -> send(ready);
    }
  }

  private void head(SampleAnswer ready) {
    response.setStatusCode(ready.status()).headers().addAll(ready.headers());
    if (ready.status() != 304) {
      var length = Integer.toString(ready.body().length());
      response.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    }
  }

  private boolean hasBody(SampleAnswer ready) {
    return ready.body().length() > 1 && !request.method().equals(HttpMethod.HEAD);
  }

  private void send(SampleAnswer ready) {
    head(ready);
    finish();
    if (hasBody(ready)) {
      response.end(ready.body());
    } else {
      response.end();
    }
  }

  /** Resets the connection (RST) if the transport supports it, and drops unsent bytes. */
  private void reset() {
    finish();
    if (request.connection() instanceof ConnectionBase connection
        && connection.channel().config() instanceof SocketChannelConfig socket) {
      socket.setSoLinger(0);
    }
    request.connection().close();
  }

  private void truncate(SampleAnswer ready) {
    if (!hasBody(ready)) {
      reset();
      return;
    }
    head(ready);
    finish();
    response
        .write(ready.body().slice(0, ready.body().length() / 2))
        .onComplete(written -> request.connection().close());
  }

  private void drip(SampleAnswer ready) {
    if (!hasBody(ready)) {
      send(ready);
      return;
    }
    head(ready);
    response.writeHead();
    var sent = new int[1];
    timer =
        vertx.setPeriodic(
            DRIP_EVERY_MS,
            tick -> {
              var from = sent[0];
              var to = Math.min(from + DRIP_BYTES, ready.body().length());
              sent[0] = to;
              var drop = ready.body().slice(from, to);
              if (to < ready.body().length()) {
                response.write(drop);
              } else {
                finish();
                response.end(drop);
              }
            });
  }

  /**
   * Counts the request as answered before its last byte is sent, so that its client never sees it
   * in flight.
   */
  private void finish() {
    ended = true;
    cancelTimer();
    counters.answered();
    onEnd.run();
  }

  private void abandon() {
    if (!ended) {
      ended = true;
      cancelTimer();
      counters.cancelled();
      onEnd.run();
    }
  }

  private void cancelTimer() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }
}
