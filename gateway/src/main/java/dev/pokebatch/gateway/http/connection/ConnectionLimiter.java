package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.admission.PermitPool;
import dev.pokebatch.gateway.http.admission.RequestTimeouts;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.log.RequestLog;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import java.net.InetSocketAddress;

/**
 * Bounds how many connections are open, in total and for each client, and closes the excess ones
 * before anything is read. Confined to one event loop; the permits are shared by all.
 */
public final class ConnectionLimiter {

  /** Most bytes of one read, which are kept while pipelined requests wait. */
  private static final int MAX_READ = 16 << 10;

  private final PermitPool permits;
  private final ClientResolver clients;
  private final SlowRequestDetector slowRequests;
  private final RequestTimeouts timeouts;
  private final RequestLog log;
  private final PipelinedTurns pipelined = new PipelinedTurns();

  /**
   * @param permits the process's permits for connections
   * @param slowRequests ends connections whose requests arrive too slowly
   * @param log the access log of requests whose heads do not arrive in time
   */
  public ConnectionLimiter(
      PermitPool permits,
      ClientResolver clients,
      SlowRequestDetector slowRequests,
      RequestTimeouts timeouts,
      RequestLog log) {
    this.permits = permits;
    this.clients = clients;
    this.slowRequests = slowRequests;
    this.timeouts = timeouts;
    this.log = log;
  }

  /** Accepts or closes a new connection; called on its event loop. */
  @SuppressWarnings("FutureReturnValueIgnored") // the result of closing does not matter
  public void accept(Channel channel) {
    var client = client(channel);
    if (permits.tryAcquire(client)) {
      channel.closeFuture().addListener(closed -> permits.release(client));
      channel.config().setRecvByteBufAllocator(readSizes());
      PlainBytes.add(channel.pipeline(), new PipelinedBytes(pipelined, client));
      PlainBytes.add(
          channel.pipeline(),
          new HeadTimeout(
              slowRequests, timeouts.head(), answer -> log.handleTimeout(peer(channel), answer)));
    } else {
      channel.config().setAutoRead(false);
      channel.eventLoop().execute(channel::close); // after Vert.x has set it up
    }
  }

  private static RecvByteBufAllocator readSizes() {
    return new AdaptiveRecvByteBufAllocator(64, 2 << 10, MAX_READ).maxMessagesPerRead(1);
  }

  /**
   * Returns a client of its own for each connection of a proxy, because they may belong to
   * different clients.
   */
  private ClientId client(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
      return ClientId.GATEWAY;
    }
    var address = peer(channel);
    return clients.isProxy(address)
        ? new ClientId(address + " " + peer.getPort())
        : clients.ofPeer(address);
  }

  private static String peer(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress peer
        ? peer.getAddress().getHostAddress()
        : "";
  }
}
