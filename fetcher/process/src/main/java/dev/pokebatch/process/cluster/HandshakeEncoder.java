package dev.pokebatch.process.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.UnifiedProtocolDecoder;
import com.hazelcast.internal.server.tcp.UnifiedProtocolEncoder;
import java.util.function.Function;

/**
 * Sends the first bytes of a connection of Hazelcast, and then waits for those of the other member.
 * Hazelcast's own encoder says meanwhile that it has nothing to wait for, so the thread that sends
 * asks it again and again, and sends nothing else: neither heartbeats nor anything that other
 * connections have ready. A member that is paused but whose kernel accepts connections could so
 * silence all others until they removed each other from the cluster.
 *
 * @see <a href="https://github.com/hazelcast/hazelcast/issues/26473">Hazelcast, issue 26473</a>
 */
final class HandshakeEncoder extends UnifiedProtocolEncoder {

  private static final int KIB = 1_024;

  private HandshakeEncoder(ServerContext context) {
    super(context);
  }

  /** Returns blocked instead of clean: the decoder wakes this encoder up when it may go on. */
  @Override
  public HandlerStatus onWrite() {
    var status = super.onWrite();
    return status == HandlerStatus.CLEAN ? HandlerStatus.BLOCKED : status;
  }

  /** What a member of Hazelcast needs to use this encoder. */
  static final class Context extends DefaultNodeContext {
    @Override
    public NodeExtension createNodeExtension(Node node) {
      return new DefaultNodeExtension(node) {
        @Override
        public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(
            ServerContext context) {
          return qualifier -> channel -> init(channel, context);
        }
      };
    }
  }

  private static void init(Channel channel, ServerContext context) {
    channel
        .options()
        .setOption(ChannelOption.DIRECT_BUF, false)
        .setOption(ChannelOption.TCP_NODELAY, true)
        .setOption(ChannelOption.SO_KEEPALIVE, true)
        .setOption(ChannelOption.SO_SNDBUF, 128 * KIB)
        .setOption(ChannelOption.SO_RCVBUF, 128 * KIB)
        .setOption(ChannelOption.SO_LINGER, 0);
    var encoder = new HandshakeEncoder(context);
    channel.outboundPipeline().addLast(encoder);
    channel.inboundPipeline().addLast(new UnifiedProtocolDecoder(context, encoder));
  }
}
