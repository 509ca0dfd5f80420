package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.offload.BlockingCall;
import dev.pokebatch.process.offload.Offload;
import dev.pokebatch.process.trace.TraceSpan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Calls the JDK's HTTP client synchronously on a worker thread, as blocking code must. The event
 * loop stays free.
 */
final class BlockingTransport implements Transport {

  private static final String POOL = "pokebatch-blocking";

  private final Vertx vertx;
  private final UpstreamConfig config;
  private final Offload offload;
  private @Nullable HttpClient client;

  BlockingTransport(Vertx vertx, UpstreamConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.offload =
        new Offload(vertx, POOL, config.blockingThreads(), 2 * config.timeout().toMillis());
  }

  @Override
  public Future<UpstreamResponse> get(
      String url,
      @Nullable String etag,
      CancelSignal cancel,
      ExchangeTimer exchange,
      ResponseMemory memory,
      TraceSpan span) {
    var request = request(url, etag, span);
    Promise<UpstreamResponse> answer = Promise.promise();
    var late = new CancelSignal();
    var limit = new TimeLimit(vertx, config.timeout().toMillis(), late::cancel);
    var reading = new BodyFlowControl(memory, config.maxBytes(), limit, exchange);
    var context = vertx.getOrCreateContext();
    var body =
        new CappedBodySubscriber(
            config.maxBytes(), reading, task -> context.runOnContext(turn -> task.run()));
    var call = new BlockingCall<>(() -> exchange(request, body, exchange));
    late.onCancel(() -> end(answer, call, TransportFailures.timedOut()));
    cancel.onCancel(() -> end(answer, call, TransportFailures.cancelled()));
    offload
        .run(call)
        .onSuccess(answer::tryComplete)
        .onFailure(answer::tryFail)
        .onComplete(done -> limit.end());
    return answer.future();
  }

  private static HttpRequest request(String url, @Nullable String etag, TraceSpan span) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("User-Agent", UpstreamConfig.USER_AGENT)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    span.inject(request::header);
    return request.build();
  }

  Future<Void> close() {
    return offload.close();
  }

  /** Fails the call at once; the worker thread notices later. */
  private static void end(
      Promise<UpstreamResponse> answer, BlockingCall<UpstreamResponse> call, FetchException why) {
    if (answer.tryFail(why)) {
      call.cancel();
    }
  }

  /** On a worker thread. */
  private UpstreamResponse exchange(
      HttpRequest request, CappedBodySubscriber body, ExchangeTimer timer) throws FetchException {
    try {
      var client = client();
      timer.start();
      return raw(client.send(request, body), body.headAt());
    } catch (IOException broken) {
      throw broken.getCause() instanceof FetchException exception
          ? exception
          : TransportFailures.broken(body.headReceived());
    } catch (IllegalArgumentException malformed) { // a head that the client cannot parse
      throw TransportFailures.broken(false);
    } catch (InterruptedException calledOff) {
      throw TransportFailures.cancelled();
    }
  }

  private static UpstreamResponse raw(HttpResponse<byte[]> response, long headAt) {
    var headers = response.headers();
    return new UpstreamResponse(
        response.statusCode(),
        headers.firstValue("content-type").orElse(null),
        headers.firstValue("content-encoding").orElse(null),
        headers.firstValue("retry-after").orElse(null),
        headers.firstValue("location").orElse(null),
        CacheHeaders.of(headers::allValues),
        headAt,
        response.body());
  }

  /** Created at first use and on a worker thread, since that takes time and starts threads. */
  private synchronized HttpClient client() {
    var made = client;
    if (made == null) {
      var secure = config.upstream().isSecure();
      made =
          HttpClient.newBuilder()
              .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(config.connectTimeout())
              .build();
      client = made;
    }
    return made;
  }
}
