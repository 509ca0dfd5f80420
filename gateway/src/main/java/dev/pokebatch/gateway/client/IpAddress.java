package dev.pokebatch.gateway.client;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An IP address; an IPv4 address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is IPv4.
 *
 * @param bytes 4 or 16 of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: see client()
record IpAddress(byte[] bytes) {

  /** Bytes of an IPv6 address that name its network (RFC 4291, section 2.5.4). */
  private static final int NETWORK_BYTES = 8;

  private static final int IPV4_BYTES = 4;

  /** The first bytes of IPv4 addresses in IPv6 (RFC 4291, section 2.5.5.2). */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  /** Reads a literal, an IPv6 one with or without brackets; never looks a name up. */
  static Optional<IpAddress> parse(String literal) {
    var bytes = NetUtil.createByteArrayFromIpAddressString(literal);
    if (bytes == null) {
      return Optional.empty();
    }
    var mapped = bytes.length > IPV4_BYTES && Arrays.mismatch(bytes, MAPPED) == MAPPED.length;
    return Optional.of(
        new IpAddress(mapped ? Arrays.copyOfRange(bytes, MAPPED.length, bytes.length) : bytes));
  }

  /** The client at this address; one that has IPv6 has all addresses of its /64. */
  ClientId client() {
    var counted = Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES));
    return new ClientId(HexFormat.of().formatHex(counted));
  }
}
