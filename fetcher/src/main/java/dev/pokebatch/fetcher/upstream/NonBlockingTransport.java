package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x Web Client on the event loop: kept-alive connections, HTTP/2 where the upstream speaks it.
 * Bodies stay encoded, for that is how they are kept.
 */
final class NonBlockingTransport implements Transport {

  private static final int HTTP2_CONNECTIONS = 4;
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Vertx vertx;
  private final WebClient client;
  private final long timeoutMs;
  private final int maxBytes;

  NonBlockingTransport(Vertx vertx, UpstreamConfig config) {
    this.vertx = vertx;
    this.timeoutMs = config.timeout().toMillis();
    this.maxBytes = config.maxBytes();
    var pool =
        new PoolOptions()
            .setHttp1MaxSize(config.connections())
            .setHttp2MaxSize(HTTP2_CONNECTIONS)
            .setMaxWaitQueueSize(-1); // who may wait was decided further out
    this.client = WebClient.create(vertx, options(config), pool);
    ((WebClientInternal) client).addInterceptor(NonBlockingTransport::handOver);
  }

  private static WebClientOptions options(UpstreamConfig config) {
    var options = new WebClientOptions();
    options
        .setFollowRedirects(false)
        .setUserAgentEnabled(true)
        .setUserAgent(UpstreamConfig.USER_AGENT);
    options
        .setDecompressionSupported(false)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setConnectTimeout((int) config.connectTimeout().toMillis());
    if (config.upstream().isSecure()) {
      options.setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(true);
    }
    return options;
  }

  @Override
  public Future<RawAnswer> get(String url, @Nullable String etag, CancelSignal cancel) {
    var exchange = new Exchange(maxBytes);
    var answer = exchange.within(vertx, timeoutMs, cancel);
    var request =
        client
            .requestAbs(HttpMethod.GET, url)
            .putHeader(HttpHeaders.ACCEPT_ENCODING.toString(), "gzip")
            .putHeader(HttpHeaders.ACCEPT.toString(), "application/json");
    if (etag != null) {
      request.putHeader(HttpHeaders.IF_NONE_MATCH.toString(), etag);
    }
    request.as(exchange).send().onComplete(exchange::ended);
    return answer;
  }

  Future<Void> close() {
    client.close();
    return Future.succeededFuture();
  }

  /** Gives the exchange the request that it may have to reset; over HTTP/2 only once it is sent. */
  private static void handOver(HttpContext<?> context) {
    context.next();
    if (context.phase() == ClientPhase.SEND_REQUEST
        && context.request().bodyCodec() instanceof Exchange exchange) {
      exchange.sent(context.clientRequest());
    }
  }
}
