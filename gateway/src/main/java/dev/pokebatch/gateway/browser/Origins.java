package dev.pokebatch.gateway.browser;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins whose pages may read answers (RFC 6454, section 4: scheme, host and port). Immutable.
 */
public final class Origins {

  private static final String ANY = "*";
  private static final String NONE = "none";

  private final Set<String> named;

  private Origins(Set<String> named) {
    this.named = named;
  }

  /**
   * Reads a list such as {@code https://app.example, http://localhost:5173}.
   *
   * @param list separated by commas; {@code *} for every origin; {@code none} or blank for none
   * @throws IllegalArgumentException naming the part that is not an origin
   */
  public static Origins parse(String list) {
    return new Origins(
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty() && !part.equals(NONE))
            .map(part -> part.equals(ANY) ? ANY : origin(part))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String origin(String text) {
    try {
      var url = new URI(text.toLowerCase(Locale.ROOT));
      var complete =
          Set.of("http", "https").contains(String.valueOf(url.getScheme()))
              && url.getHost() != null
              && url.getUserInfo() == null;
      if (complete && text.length() == text.indexOf("://") + 3 + url.getRawAuthority().length()) {
        return normal(url.toString());
      }
    } catch (URISyntaxException malformed) {
      // Reported like an origin with a path.
    }
    throw new IllegalArgumentException("not an origin, such as https://app.example: " + text);
  }

  /** Without the scheme's default port, which browsers leave out. */
  private static String normal(String origin) {
    return origin.startsWith("https:")
        ? origin.replaceFirst(":443$", "")
        : origin.replaceFirst(":80$", "");
  }

  /** Whether no origin is allowed. */
  boolean isEmpty() {
    return named.isEmpty();
  }

  /** Whether every origin is allowed. */
  boolean isAny() {
    return named.contains(ANY);
  }

  /** Whether pages of this origin may read answers. */
  boolean allows(String origin) {
    return isAny() || names(origin);
  }

  /** Whether the list has this origin by name. */
  boolean names(String origin) {
    return named.contains(origin.toLowerCase(Locale.ROOT));
  }
}
