package dev.pokebatch.process.cluster;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The transport of a clustered Vert.x. It puts {@link MessageFrames} in front of the event bus,
 * which trusts every length that it reads. Thread-safe.
 */
final class ClusterTransport extends NioTransport {

  private final AtomicBoolean hasBus = new AtomicBoolean();
  private final AtomicLong incomplete = new AtomicLong();
  private final int maxBytes;

  /**
   * @param maxBytes maximum length of a message
   */
  ClusterTransport(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns this transport in the form that a builder of Vert.x takes. */
  Transport toTransport() {
    return new Named(this);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap listener) {
    super.configure(config, domainSocket, listener);
    // A clustered Vert.x is built only when its event bus listens: that is its first server.
    if (hasBus.compareAndSet(false, true)) {
      var vertx = listener.config().childHandler();
      listener.childHandler(
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              channel.pipeline().addLast(vertx);
              guard(channel);
            }
          });
    }
  }

  private void guard(Channel channel) {
    var frames = new MessageFrames(maxBytes, incomplete);
    var tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      channel.pipeline().addFirst(frames);
    } else {
      channel.pipeline().addAfter(tls.name(), null, frames);
    }
  }

  private record Named(ClusterTransport implementation) implements Transport {

    @Override
    public String name() {
      return NIO.name();
    }

    @Override
    public boolean available() {
      return NIO.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
      return NIO.unavailabilityCause();
    }
  }
}
