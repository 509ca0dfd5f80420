package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.admission.PermitPool;
import dev.pokebatch.gateway.http.admission.RequestTimeouts;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * Takes connections in, as many as there may be in all and of one client, and closes the others
 * before anything is read. Confined to one event loop, but for the count.
 */
public final class ConnectionLimiter {

  private final PermitPool places;
  private final ClientResolver naming;
  private final SlowRequestDetector clock;
  private final RequestTimeouts pace;

  /**
   * @param places for connections, of the process
   * @param clock ends connections whose requests come too slowly
   */
  public ConnectionLimiter(
      PermitPool places, ClientResolver naming, SlowRequestDetector clock, RequestTimeouts pace) {
    this.places = places;
    this.naming = naming;
    this.clock = clock;
    this.pace = pace;
  }

  /** A client has connected; called on the connection's event loop. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the connection's end
  public void accept(Channel channel) {
    var client = client(channel);
    if (places.take(client)) {
      channel.closeFuture().addListener(closed -> places.giveBack(client));
      channel.pipeline().addFirst(new HeadTimeout(clock, pace.head()));
    } else {
      channel.config().setAutoRead(false);
      channel.eventLoop().execute(channel::close); // when Vert.x has set it up
    }
  }

  /** Each connection of a proxy may be another client's. */
  private ClientId client(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
      return ClientId.GATEWAY;
    }
    var address = peer.getAddress().getHostAddress();
    return naming.isProxy(address)
        ? new ClientId(address + " " + peer.getPort())
        : naming.ofPeer(address);
  }
}
