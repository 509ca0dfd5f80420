package dev.pokebatch.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An absolute {@code http} or {@code https} URL without user information.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the port of the URL, or else the default port of the scheme
 * @param path everything from the first slash on, including query and fragment
 */
public record SiteUrl(String scheme, String host, int port, String path) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final Pattern URL =
      Pattern.compile(
          "(https?)://([^/?#@:\\[\\]\\\\]+|\\[[0-9a-f:.]+\\])(?::([0-9]{0,5}))?(/.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Reads a URL; empty if the text is of another form. */
  public static Optional<SiteUrl> parse(String text) {
    var url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    var scheme = part(url, 1);
    var port = url.group(3) == null || part(url, 3).isEmpty() ? defaultPort(scheme) : part(url, 3);
    return Optional.of(
        new SiteUrl(scheme, part(url, 2), Integer.parseInt(port), String.valueOf(url.group(4))));
  }

  /** Whether both have the same origin (RFC 6454, section 5). */
  public boolean isSameOrigin(SiteUrl other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /** Whether both have the same origin, apart from {@code http} and {@code https}. */
  public boolean isSameSite(SiteUrl other) {
    return isSameOrigin(other)
        || (host.equals(other.host) && hasDefaultPort() && other.hasDefaultPort());
  }

  private boolean hasDefaultPort() {
    return port == (scheme.equals("https") ? HTTPS_PORT : HTTP_PORT);
  }

  private static String defaultPort(String scheme) {
    return Integer.toString(scheme.equals("https") ? HTTPS_PORT : HTTP_PORT);
  }

  private static String part(Matcher matched, int group) {
    return String.valueOf(matched.group(group)).toLowerCase(Locale.ROOT);
  }
}
