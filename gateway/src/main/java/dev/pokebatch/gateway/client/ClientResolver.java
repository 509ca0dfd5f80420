package dev.pokebatch.gateway.client;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Decides who the client of a request is: the only place that does. It is the address of the peer;
 * where that is a trusted proxy, the right-most address that is none in what the proxies say, for
 * whatever stands left of that anybody may have written. (An API key would go before any address.)
 * Headers that are malformed, or contradict each other, are not believed: then it is the peer.
 */
public final class ClientResolver {

  private final TrustedProxies proxies;

  /** Believes these proxies and no others. */
  public ClientResolver(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** The client that sent a request. */
  public ClientId of(HttpServerRequest request) {
    var address = request.remoteAddress();
    return of(address == null ? "" : address.hostAddress(), request.headers()::getAll);
  }

  /**
   * The client at an address, of which nothing else is known.
   *
   * @param peer a literal
   */
  public ClientId ofPeer(String peer) {
    return IpAddress.parse(peer).map(IpAddress::client).orElseGet(() -> new ClientId(peer));
  }

  /** Whether a peer forwards requests of others, so that its connections are not one client's. */
  public boolean isProxy(String peer) {
    return proxies.contains(IpAddress.parse(peer));
  }

  ClientId of(String peer, Headers headers) {
    if (proxies.isEmpty() || !isProxy(peer)) {
      return ofPeer(peer);
    }
    var forwarded = String.join(",", headers.all("Forwarded"));
    var older = String.join(",", headers.all("X-Forwarded-For"));
    var byForwarded = ForwardedHops.ofForwarded(forwarded).map(this::nearestUntrusted);
    var byOlder = ForwardedHops.ofXForwardedFor(older).map(this::nearestUntrusted);
    var agree = forwarded.isEmpty() || older.isEmpty() || byForwarded.equals(byOlder);
    var named = forwarded.isEmpty() ? byOlder : byForwarded;
    return named.filter(any -> agree).orElseGet(() -> ofPeer(peer));
  }

  /** The left-most one where all of them are trusted. */
  private ClientId nearestUntrusted(List<IpAddress> hops) {
    var at = hops.size() - 1;
    while (at > 0 && proxies.contains(Optional.of(hops.get(at)))) {
      at--;
    }
    return hops.get(at).client();
  }

  /** The values of a header, by its name. */
  @FunctionalInterface
  interface Headers {
    /** All of its lines; none where it is not there. */
    List<String> all(String name);
  }
}
