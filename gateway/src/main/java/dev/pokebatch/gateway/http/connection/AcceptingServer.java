package dev.pokebatch.gateway.http.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.CleanableHttpServer;
import io.vertx.core.http.impl.tcp.TcpHttpServer;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.util.function.BiConsumer;

/**
 * An HTTP server that reports connections as soon as they are accepted. Vert.x reports a connection
 * only when the first bytes of its first request have arrived, so never one that sends nothing.
 */
final class AcceptingServer extends VertxWrapper {

  private final BiConsumer<Channel, ChannelHandler> accepted;

  private AcceptingServer(VertxInternal vertx, BiConsumer<Channel, ChannelHandler> accepted) {
    super(vertx);
    this.accepted = accepted;
  }

  /**
   * Creates a server. Of several servers with one port, the first to listen reports the connections
   * of all.
   *
   * @param accepted called with each connection on its event loop, before anything is read; its
   *     pipeline is empty. The second argument is the handler of Vert.x, which sets the pipeline up
   *     as soon as it is added to it.
   */
  static HttpServer create(
      Vertx vertx, HttpServerOptions options, BiConsumer<Channel, ChannelHandler> accepted) {
    var internal = (VertxInternal) vertx;
    var tls = options.isSsl() ? options.getSslOptions().copy() : null;
    var server =
        new TcpHttpServer(
            new AcceptingServer(internal, accepted),
            new HttpServerConfig(options),
            tls,
            options.getSslEngineOptions(),
            null,
            false);
    return new CleanableHttpServer(internal, server);
  }

  @Override
  public Transport transport() {
    return new NioTransport() {
      @Override
      public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap listener) {
        super.configure(config, domainSocket, listener);
        var pipeline = listener.config().childHandler();
        listener.childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                accepted.accept(channel, pipeline);
              }
            });
      }
    };
  }
}
