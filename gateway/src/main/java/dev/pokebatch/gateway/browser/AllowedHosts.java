package dev.pokebatch.gateway.browser;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The host names under which clients may address the gateway. A page of another site can point its
 * own name at our address (DNS rebinding): its requests then carry that name. Immutable.
 */
public final class AllowedHosts {

  private final List<String> names;

  private AllowedHosts(List<String> names) {
    this.names = names;
  }

  /**
   * Reads names and addresses, such as {@code api.example, *.internal.example, 127.0.0.1, [::1]}.
   *
   * @param list separated by commas, without ports; blank to allow every host
   * @throws IllegalArgumentException naming the part that is not a host
   */
  public static AllowedHosts parse(String list) {
    return new AllowedHosts(
        Arrays.stream(list.split(",", -1))
            .map(part -> part.strip().toLowerCase(Locale.ROOT))
            .filter(part -> !part.isEmpty())
            .map(AllowedHosts::checked)
            .toList());
  }

  private static String checked(String name) {
    if (!name.matches("(\\*\\.)?[a-z0-9_.-]+|\\[[0-9a-f:.]+]")) {
      throw new IllegalArgumentException("not a host without a port: " + name);
    }
    return name;
  }

  /**
   * Whether the gateway answers requests to this host.
   *
   * @param host without its port; an IPv6 address in brackets
   */
  boolean allows(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    return names.isEmpty() || names.stream().anyMatch(allowed -> matches(allowed, name));
  }

  private static boolean matches(String allowed, String name) {
    return allowed.startsWith("*.") ? name.endsWith(allowed.substring(1)) : name.equals(allowed);
  }
}
