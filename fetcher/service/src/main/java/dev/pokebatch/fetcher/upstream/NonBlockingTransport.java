package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.process.trace.TraceSpan;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x Web Client on the event loop: kept-alive connections, and HTTP/2 if the upstream supports
 * it. Bodies stay compressed, as they are cached that way.
 */
final class NonBlockingTransport implements Transport {

  private static final int HTTP2_CONNECTIONS = 4;
  private static final int KEEP_ALIVE_SECONDS = 30;

  /** Maximum size of a response's head. */
  static final int MAX_HEAD_BYTES = 1 << 16;

  private final Vertx vertx;
  private final WebClient client;
  private final long timeoutMs;
  private final int maxBytes;
  private final String accept;
  private final String encoding;

  NonBlockingTransport(Vertx vertx, UpstreamConfig config) {
    this(vertx, config, "application/json", "gzip");
  }

  /**
   * @param accept the media types that are asked for
   * @param encoding the content coding that is asked for
   */
  NonBlockingTransport(Vertx vertx, UpstreamConfig config, String accept, String encoding) {
    this(vertx, config, accept, encoding, options(config));
  }

  NonBlockingTransport(
      Vertx vertx,
      UpstreamConfig config,
      String accept,
      String encoding,
      WebClientOptions options) {
    this.vertx = vertx;
    this.accept = accept;
    this.encoding = encoding;
    this.timeoutMs = config.timeout().toMillis();
    this.maxBytes = config.maxBytes();
    var pool =
        new PoolOptions()
            .setHttp1MaxSize(config.connections())
            .setHttp2MaxSize(HTTP2_CONNECTIONS)
            .setMaxWaitQueueSize(-1); // outer guards limit how many calls wait
    var http =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(pool)
            .withConnectHandler(NonBlockingTransport::filterHeads)
            .build();
    this.client = WebClient.wrap(http, options);
    ((WebClientInternal) client).addInterceptor(NonBlockingTransport::handOver);
  }

  static WebClientOptions options(UpstreamConfig config) {
    var options = new WebClientOptions();
    options
        .setFollowRedirects(false)
        .setUserAgentEnabled(true)
        .setUserAgent(UpstreamConfig.USER_AGENT);
    options
        .setDecompressionSupported(false)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setMaxHeaderSize(MAX_HEAD_BYTES)
        .setMaxInitialLineLength(MAX_HEAD_BYTES)
        .setConnectTimeout((int) config.connectTimeout().toMillis());
    if (config.upstream().isSecure()) {
      options.setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(true);
    }
    return options;
  }

  @Override
  public Future<UpstreamResponse> get(
      String url,
      @Nullable String etag,
      CancelSignal cancel,
      ExchangeTimer timer,
      ResponseMemory memory,
      TraceSpan span) {
    var exchange = new WebClientExchange(vertx, timeoutMs, maxBytes, timer, memory);
    var answer = exchange.answer(cancel);
    var request =
        client
            .requestAbs(HttpMethod.GET, url)
            .putHeader(HttpHeaders.ACCEPT_ENCODING.toString(), encoding)
            .putHeader(HttpHeaders.ACCEPT.toString(), accept);
    if (etag != null) {
      request.putHeader(HttpHeaders.IF_NONE_MATCH.toString(), etag);
    }
    span.inject(request::putHeader);
    request.as(exchange).send().onComplete(exchange::ended);
    return answer;
  }

  /** Installs the head filter on a new connection. */
  private static void filterHeads(HttpConnection connection) {
    var pipeline = ((HttpClientConnection) connection).channelHandlerContext().channel().pipeline();
    var http2 = pipeline.get(Http2ConnectionHandler.class);
    if (http2 == null) {
      pipeline.addBefore("codec", null, new HeadFilter());
    } else {
      var decoder = http2.decoder();
      decoder.frameListener(new Http2HeadFilter(decoder.frameListener()));
    }
  }

  Future<Void> close() {
    client.close();
    return Future.succeededFuture();
  }

  /** Lets the exchange decide, at each step of Web Client, whether it goes on. */
  private static void handOver(HttpContext<?> context) {
    if (context.request().bodyCodec() instanceof WebClientExchange exchange) {
      switch (context.phase()) {
        case SEND_REQUEST -> send(context, exchange);
        // The response is paused until the exchange goes on.
        case RECEIVE_RESPONSE -> exchange.head(context.clientResponse(), context::next);
        default -> context.next();
      }
    } else {
      context.next();
    }
  }

  /**
   * Sends a request that has a connection, unless it or its exchange has failed by then: Web Client
   * would throw. An HTTP/2 stream must be sent to be reset; else it would never leave the pool.
   */
  private static void send(HttpContext<?> context, WebClientExchange exchange) {
    var request = context.clientRequest();
    request.exceptionHandler(failed -> {}); // its response fails too; Vert.x would log an error
    var response = request.response();
    if (response.failed()) {
      context.fail(response.cause());
    } else if (!exchange.isAborted()) {
      exchange.sending(request);
      context.next();
    } else if (request.version() == HttpVersion.HTTP_2) {
      context.next();
      Vertx.currentContext().runOnContext(sent -> request.reset());
    } else {
      context.fail(TransportFailures.cancelled()); // resets the request
    }
  }
}
