package dev.pokebatch.gateway.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import java.util.function.Consumer;

/**
 * An HTTP server that reports connections as soon as they are accepted. Vert.x reports a connection
 * only when the head of its first request has arrived, so never one that sends nothing.
 */
public final class AcceptingServer extends VertxWrapper {

  private final Consumer<Channel> accepted;

  private AcceptingServer(VertxInternal vertx, Consumer<Channel> accepted) {
    super(vertx);
    this.accepted = accepted;
  }

  /**
   * Creates a server.
   *
   * @param accepted called with each connection on its event loop, before anything is read
   */
  public static HttpServer create(
      Vertx vertx, HttpServerOptions options, Consumer<Channel> accepted) {
    return new HttpServerImpl(new AcceptingServer((VertxInternal) vertx, accepted), options);
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    return new NetServerImpl(delegate, options.copy()) {
      @Override
      protected void initChannel(ChannelPipeline pipeline, boolean ssl) {
        super.initChannel(pipeline, ssl);
        accepted.accept(pipeline.channel());
      }
    };
  }
}
