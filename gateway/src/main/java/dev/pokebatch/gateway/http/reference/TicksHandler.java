package dev.pokebatch.gateway.http.reference;

import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code GET /v1/ticks}: ticks of the event loop that serves the connection, as server-sent events,
 * ten a second. Each says how late that event loop is, and all others of the process's gateway are:
 * whether anything keeps them waiting.
 */
public final class TicksHandler {

  private static final String EVENTS = "text/event-stream";
  private static final long INTERVAL_MS = 100;

  /** The ticks of ten minutes; then the stream ends, and clients may ask again. */
  private static final long MOST = 6_000;

  private final Vertx vertx;
  private final Admission admission;
  private final EventLoops loops;

  /** Creates a handler of the streams that get a permit, of which each tells of these loops. */
  public TicksHandler(Vertx vertx, Admission admission, EventLoops loops) {
    this.vertx = vertx;
    this.admission = admission;
    this.loops = loops;
  }

  /** Sends ticks until there were as many as asked for, or the client goes away. */
  public void handle(RoutingContext context) {
    QueryParameters.allow(context, "count");
    Negotiation.accept(context, List.of(EVENTS));
    var count = QueryParameters.number(context, "count", MOST, 1, MOST);
    var response =
        context
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, EVENTS)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    var permit = admission.acquire(RequestClient.of(context));
    var ticks = new Ticks(response.setChunked(true), count);
    permit.onShutdown(ticks::end);
    RequestEnd.add(context, permit::release);
    RequestEnd.add(context, ticks::cancel);
    ticks.next();
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  private final class Ticks {
    private final HttpServerResponse response;
    private final long count;
    private long tick;
    private long timer;

    private Ticks(HttpServerResponse response, long count) {
      this.response = response;
      this.count = count;
    }

    private void next() {
      var due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);
      timer = vertx.setTimer(INTERVAL_MS, id -> send(Math.max(0, System.nanoTime() - due)));
    }

    private void send(long lateNanos) {
      tick++;
      if (!response.writeQueueFull()) { // a client that does not read misses ticks
        var data = "event: tick\ndata: {\"tick\":%d,\"lateMs\":%s,\"loopsLateMs\":[%s]}\n\n";
        var all = Arrays.stream(loops.lateNanos()).mapToObj(TicksHandler::millis);
        var joined = all.collect(Collectors.joining(","));
        response.write(String.format(Locale.ROOT, data, tick, millis(lateNanos), joined));
      }
      if (tick < count) {
        next();
      } else {
        end();
      }
    }

    private void end() {
      cancel();
      response.end();
    }

    private void cancel() {
      vertx.cancelTimer(timer);
    }
  }
}
