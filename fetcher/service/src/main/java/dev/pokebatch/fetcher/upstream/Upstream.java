package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.PokeApi;
import dev.pokebatch.contract.SiteUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The configured upstream: the only host that is ever called. Documents of a mirror may link to the
 * public PokéAPI, or to paths without a host; such links are mapped to the configured upstream, and
 * all others are external.
 */
public final class Upstream {

  private static final int MAX_LINK = 2_048;

  private final String base;
  private final SiteUrl site;

  private Upstream(String base, SiteUrl site) {
    this.base = base;
    this.site = site;
  }

  /**
   * Parses the base URL, such as {@code https://pokeapi.co/api/v2}.
   *
   * @throws IllegalArgumentException saying what is wrong with it, in one clause
   */
  public static Upstream of(String url) {
    var trimmed = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    try {
      var uri = new URI(trimmed);
      check(uri);
      return SiteUrl.parse(trimmed + "/")
          .map(site -> new Upstream(trimmed, site))
          .orElseThrow(() -> new IllegalArgumentException("its port is invalid"));
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("it is not a URL", malformed);
    }
  }

  private static void check(URI uri) {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    require(scheme.equals("http") || scheme.equals("https"), "its scheme is not http or https");
    require(uri.getHost() != null, "it has no host");
    require(uri.getRawUserInfo() == null, "it contains a user name");
    require(
        uri.getRawQuery() == null && uri.getRawFragment() == null, "it has a query or fragment");
    require(uri.normalize().equals(uri), "its path is not normalized");
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
   * The URL of a document.
   *
   * @param omitSlash whether to omit the trailing slash that PokéAPI's own links have (a page has
   *     it before the query); {@code meta} never has one, and the index always has
   */
  public String url(DocumentPath path, boolean omitSlash) {
    if (omitSlash || path.equals(DocumentPath.META) || path.equals(DocumentPath.INDEX)) {
      return base + "/" + path;
    }
    return path.isPage()
        ? base + "/" + path.resource() + "/" + path.rest()
        : base + "/" + path + "/";
  }

  /**
   * The document that a target names.
   *
   * @param target {@code resource/key}; or a link: an absolute URL below the upstream or the public
   *     PokéAPI, over http or https, or a path below the root of either
   * @return empty if it names anything else
   */
  public Optional<DocumentPath> resolve(String target) {
    if (target.length() > MAX_LINK) {
      return Optional.empty();
    }
    if (target.startsWith("/")) {
      return PokeApi.below(site.path(), target).or(() -> PokeApi.document(target));
    }
    var url = SiteUrl.parse(target);
    return url.isEmpty()
        ? DocumentPath.parse(target)
        : url.filter(site::isSameSite)
            .flatMap(own -> PokeApi.below(site.path(), own.path()))
            .or(() -> PokeApi.document(target));
  }

  /**
   * Resolves a redirect (RFC 9110, section 10.2.2).
   *
   * @param from the requested URL
   * @param location the header's value: a URL, absolute or relative to {@code from}
   * @return empty unless it leads to a document below this upstream
   */
  Optional<Redirect> redirect(String from, String location) {
    if (location.isBlank() || location.length() > MAX_LINK) {
      return Optional.empty();
    }
    try {
      var fragment = location.indexOf('#');
      var reference = fragment < 0 ? location : location.substring(0, fragment);
      return SiteUrl.parse(URI.create(from).resolve(reference.strip()).toString())
          .filter(site::isSameOrigin)
          .flatMap(
              url ->
                  PokeApi.below(site.path(), url.path())
                      .map(path -> new Redirect(path, lacksSlash(url.path()))));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static boolean lacksSlash(String path) {
    var query = path.indexOf('?');
    return !(query < 0 ? path : path.substring(0, query)).endsWith("/");
  }

  /** A document and the form of its URL; see {@link #url}. */
  record Redirect(DocumentPath path, boolean omitSlash) {}

  /** The base URL, without a trailing slash. */
  @Override
  public String toString() {
    return base;
  }
}
