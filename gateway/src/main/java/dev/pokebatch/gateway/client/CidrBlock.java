package dev.pokebatch.gateway.client;

import java.util.Optional;

/**
 * A block of IP addresses (CIDR, RFC 4632 and RFC 4291, section 2.3).
 *
 * @param address an address of the block
 * @param prefix how many leading bits its addresses share
 */
record CidrBlock(IpAddress address, int prefix) {

  /** Parses {@code 10.0.0.0/8}, or a single address. */
  static Optional<CidrBlock> parse(String text) {
    var parts = text.strip().split("/", -1);
    var address = IpAddress.parse(parts[0]);
    if (address.isEmpty() || parts.length > 2) {
      return Optional.empty();
    }
    var bits = address.get().bytes().length * Byte.SIZE;
    if (parts.length == 1) {
      return Optional.of(new CidrBlock(address.get(), bits));
    }
    return parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= bits
        ? Optional.of(new CidrBlock(address.get(), Integer.parseInt(parts[1])))
        : Optional.empty();
  }

  boolean contains(IpAddress other) {
    var these = address.bytes();
    var those = other.bytes();
    if (these.length != those.length) {
      return false;
    }
    for (var bit = 0; bit < prefix; bit++) {
      var mask = 0x80 >> bit % Byte.SIZE;
      if (((these[bit / Byte.SIZE] ^ those[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
