package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.contract.DocumentPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configured upstream: the only host that is ever called. Its documents may name production
 * even where it is a mirror, or no host at all; a link of each of the three forms is mapped to it,
 * and any other belongs elsewhere.
 */
public final class Upstream {

  private static final String PRODUCTION = "https://pokeapi.co/api/v2";
  private static final String ROOT = "/api/v2";
  private static final int MAX_LINK = 2_048;

  private final String base;
  private final String[] prefixes;

  private Upstream(URI base) {
    this.base = base.toString();
    this.prefixes =
        Stream.of(this.base, PRODUCTION, base.getRawPath(), ROOT)
            .map(p -> p + "/")
            .toArray(String[]::new);
  }

  /**
   * Reads the base URL, such as {@code https://pokeapi.co/api/v2}.
   *
   * @throws IllegalArgumentException saying what is wrong with it, in one sentence
   */
  public static Upstream of(String url) {
    var trimmed = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    try {
      var uri = new URI(trimmed);
      check(uri);
      return new Upstream(uri);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("it is no URL", malformed);
    }
  }

  private static void check(URI uri) {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    require(scheme.equals("http") || scheme.equals("https"), "its scheme is not http or https");
    require(uri.getHost() != null, "it has no host");
    require(uri.getRawUserInfo() == null, "it holds a user's name");
    require(
        uri.getRawQuery() == null && uri.getRawFragment() == null, "it has a query or fragment");
    require(uri.normalize().equals(uri), "its path is not in its shortest form");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether it is reached over TLS. */
  public boolean isSecure() {
    return base.regionMatches(true, 0, "https:", 0, 6);
  }

  /**
   * The URL of a document, with the trailing slash that PokéAPI's own links have, or without.
   *
   * @param bare whether without; a page, and what tells the version, have none in any case
   */
  public String url(DocumentPath path, boolean bare) {
    if (path.equals(DocumentPath.META)) {
      return base + "/" + path;
    }
    return path.isPage()
        ? base + "/" + path.resource() + "/" + path.rest()
        : base + "/" + path + (bare ? "" : "/");
  }

  /** The URL of the index: the names of all resources. */
  public String indexUrl() {
    return base + "/";
  }

  /**
   * The document that a target names.
   *
   * @param target {@code resource/key}, or a link: absolute below the upstream or production, or a
   *     path below the root of either
   * @return nothing where it names anything else
   */
  public Optional<DocumentPath> resolve(String target) {
    if (target.length() > MAX_LINK) {
      return Optional.empty();
    }
    for (var prefix : prefixes) {
      if (target.startsWith(prefix)) {
        return DocumentPath.parse(target.substring(prefix.length()));
      }
    }
    return DocumentPath.parse(target);
  }

  /** The base URL, without a trailing slash. */
  @Override
  public String toString() {
    return base;
  }
}
