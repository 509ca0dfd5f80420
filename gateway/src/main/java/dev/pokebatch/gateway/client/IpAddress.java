package dev.pokebatch.gateway.client;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An IP address. An IPv4-mapped IPv6 address ({@code ::ffff:192.0.2.1}) becomes IPv4.
 *
 * @param bytes the 4 or 16 bytes of the address
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: see client()
record IpAddress(byte[] bytes) {

  /** Length of the network part of an IPv6 address (RFC 4291, section 2.5.4), in bytes. */
  private static final int NETWORK_BYTES = 8;

  private static final int IPV4_BYTES = 4;

  /** The prefix of IPv4-mapped addresses (RFC 4291, section 2.5.5.2). */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  /** Parses a literal, an IPv6 one with or without brackets; never resolves host names. */
  static Optional<IpAddress> parse(String literal) {
    var bytes = NetUtil.createByteArrayFromIpAddressString(literal);
    if (bytes == null) {
      return Optional.empty();
    }
    var mapped = bytes.length > IPV4_BYTES && Arrays.mismatch(bytes, MAPPED) == MAPPED.length;
    return Optional.of(
        new IpAddress(mapped ? Arrays.copyOfRange(bytes, MAPPED.length, bytes.length) : bytes));
  }

  /** Returns the usual notation (RFC 5952 for IPv6). */
  String text() {
    return NetUtil.bytesToIpAddress(bytes);
  }

  /** Returns the client of this address; all IPv6 addresses of one /64 are one client. */
  ClientId client() {
    var counted = Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES));
    return new ClientId(HexFormat.of().formatHex(counted));
  }
}
