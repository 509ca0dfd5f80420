package dev.pokebatch.gateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the addresses for which proxies have forwarded a request, the nearest one last: {@code
 * Forwarded} (RFC 7239) and {@code X-Forwarded-For}. Returns empty if a header is malformed.
 */
final class ForwardedHops {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PAIR =
      Pattern.compile("\\s*(" + TOKEN + ")=(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")\\s*([;,]|$)");

  /** An address with or without a port (RFC 7239, section 6); an IPv6 address is in brackets. */
  private static final Pattern NODE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::(?:[0-9]{1,5}|_[0-9A-Za-z._-]+))?");

  private ForwardedHops() {}

  /**
   * Parses the {@code for} parameter of each element.
   *
   * @param header all lines of it, joined by commas
   */
  static Optional<List<IpAddress>> ofForwarded(String header) {
    var hops = new ArrayList<IpAddress>();
    var pairs = PAIR.matcher(header);
    Optional<IpAddress> hop = Optional.empty();
    var at = 0;
    while (at < header.length()) {
      if (!pairs.find(at) || pairs.start() != at) {
        return Optional.empty();
      }
      at = pairs.end();
      if (pairs.group(1).toLowerCase(Locale.ROOT).equals("for")) {
        hop = address(unquoted(pairs.group(2)));
      }
      if (!pairs.group(3).equals(";")) {
        if (hop.isEmpty()) {
          return Optional.empty();
        }
        hops.add(hop.get());
        hop = Optional.empty();
      }
    }
    var isWhole = at > 0 && pairs.group(3).isEmpty();
    return isWhole ? Optional.of(hops) : Optional.empty();
  }

  /**
   * Parses addresses with or without ports.
   *
   * @param header all lines of it, joined by commas
   */
  static Optional<List<IpAddress>> ofXForwardedFor(String header) {
    var hops = new ArrayList<IpAddress>();
    for (var part : header.split(",", -1)) {
      var hop = part.strip();
      var address = isBareIpv6(hop) ? IpAddress.parse(hop) : address(hop);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      hops.add(address.get());
    }
    return Optional.of(hops);
  }

  /** Whether it must be an IPv6 address, because it has several colons. */
  private static boolean isBareIpv6(String hop) {
    return !hop.startsWith("[") && hop.indexOf(':') != hop.lastIndexOf(':');
  }

  private static Optional<IpAddress> address(String node) {
    return Optional.of(NODE.matcher(node))
        .filter(Matcher::matches)
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .flatMap(IpAddress::parse);
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
