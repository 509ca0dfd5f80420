package dev.pokebatch.contract;

import java.util.Optional;

/** PokéAPI's public site, which the documents of any upstream may name in their links. */
public final class PokeApi {

  /** The base of its URLs. */
  public static final String BASE = "https://pokeapi.co/api/v2";

  private static final String ROOT = "/api/v2/";
  private static final SiteUrl SITE = SiteUrl.parse(BASE).orElseThrow();

  private PokeApi() {}

  /**
   * The document that a link names.
   *
   * @param link a URL of the public site, over TLS or not; or a path below its root
   * @return nothing where it is anything else
   */
  public static Optional<DocumentPath> document(String link) {
    return link.startsWith("/")
        ? below(ROOT, link)
        : SiteUrl.parse(link).filter(SITE::isSameSite).flatMap(url -> below(ROOT, url.path()));
  }

  /** The document that a path names; nothing unless it begins with a prefix. */
  public static Optional<DocumentPath> below(String prefix, String path) {
    if (!path.startsWith(prefix)) {
      return Optional.empty();
    }
    var rest = path.substring(prefix.length());
    return DocumentPath.parse(rest).or(() -> DocumentPath.read(rest));
  }
}
