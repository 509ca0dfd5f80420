package dev.pokebatch.gateway.client;

import java.util.List;
import java.util.Optional;

/** The reverse proxies whose forwarding headers are believed. Immutable. */
public final class TrustedProxies {

  private final List<CidrBlock> networks;

  private TrustedProxies(List<CidrBlock> networks) {
    this.networks = networks;
  }

  /**
   * Parses addresses and blocks of addresses, such as {@code 127.0.0.1, 10.0.0.0/8, fd00::/8}.
   *
   * @param list separated by commas; blank for none
   * @throws IllegalArgumentException naming the part that is invalid
   */
  public static TrustedProxies parse(String list) {
    return new TrustedProxies(
        list.isBlank()
            ? List.of()
            : List.of(list.split(",", -1)).stream().map(TrustedProxies::network).toList());
  }

  private static CidrBlock network(String text) {
    return CidrBlock.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "neither an IP address nor a CIDR block: " + text.strip()));
  }

  boolean isEmpty() {
    return networks.isEmpty();
  }

  boolean contains(IpAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  boolean contains(Optional<IpAddress> address) {
    return address.filter(this::contains).isPresent();
  }
}
