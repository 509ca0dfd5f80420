package dev.pokebatch.gateway.client;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Determines the client of a request; no other class does. It is the address of the peer. If the
 * peer is a trusted proxy, it is the right-most address in the forwarding headers that is not a
 * trusted proxy, because anybody may have written the addresses left of it. (An API key would take
 * precedence over addresses.) If the headers are malformed or contradict each other, the client is
 * the peer.
 */
public final class ClientResolver {

  private final TrustedProxies proxies;

  /** Creates a resolver that believes these proxies only. */
  public ClientResolver(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** Returns the client that sent a request. */
  public ClientId of(HttpServerRequest request) {
    var address = request.remoteAddress();
    return of(address == null ? "" : address.hostAddress(), request.headers()::getAll);
  }

  /** Returns the address of the client that sent a request, in its usual notation. */
  public String address(HttpServerRequest request) {
    var address = request.remoteAddress();
    var peer = address == null ? "" : address.hostAddress();
    return addressOf(peer, request.headers()::getAll).map(IpAddress::text).orElse(peer);
  }

  /** Returns the address of a connection in its usual notation. */
  public String addressOfPeer(String peer) {
    return IpAddress.parse(peer).map(IpAddress::text).orElse(peer);
  }

  /**
   * Returns the client of a connection of which only the address is known.
   *
   * @param peer a literal IP address
   */
  public ClientId ofPeer(String peer) {
    return IpAddress.parse(peer).map(IpAddress::client).orElseGet(() -> new ClientId(peer));
  }

  /** Whether a peer is a trusted proxy, whose connections carry requests of several clients. */
  public boolean isProxy(String peer) {
    return proxies.contains(IpAddress.parse(peer));
  }

  ClientId of(String peer, Headers headers) {
    return addressOf(peer, headers).map(IpAddress::client).orElseGet(() -> new ClientId(peer));
  }

  /** Returns the address of the client; empty if the peer is not an address. */
  private Optional<IpAddress> addressOf(String peer, Headers headers) {
    var itself = IpAddress.parse(peer);
    if (proxies.isEmpty() || !proxies.contains(itself)) {
      return itself;
    }
    var forwarded = String.join(",", headers.all("Forwarded"));
    var xForwardedFor = String.join(",", headers.all("X-Forwarded-For"));
    var byForwarded = ForwardedHops.ofForwarded(forwarded).map(this::nearestUntrusted);
    var byXForwardedFor = ForwardedHops.ofXForwardedFor(xForwardedFor).map(this::nearestUntrusted);
    var agree =
        forwarded.isEmpty() || xForwardedFor.isEmpty() || byForwarded.equals(byXForwardedFor);
    var named = forwarded.isEmpty() ? byXForwardedFor : byForwarded;
    return named.filter(any -> agree).or(() -> itself);
  }

  /** Returns the right-most untrusted hop, or the left-most hop if all are trusted. */
  private IpAddress nearestUntrusted(List<IpAddress> hops) {
    var at = hops.size() - 1;
    while (at > 0 && proxies.contains(Optional.of(hops.get(at)))) {
      at--;
    }
    return hops.get(at);
  }

  /** Looks up the values of a header by its name. */
  @FunctionalInterface
  interface Headers {
    /** Returns all lines of the header; empty if it is absent. */
    List<String> all(String name);
  }
}
