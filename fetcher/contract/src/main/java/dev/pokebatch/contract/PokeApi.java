package dev.pokebatch.contract;

import java.util.Optional;

/** The public PokéAPI. Documents of any upstream may link to it. */
public final class PokeApi {

  /** The base URL, without a slash at the end. */
  public static final String BASE = "https://pokeapi.co/api/v2";

  /** The base URL of its sprites, without a slash at the end. */
  public static final String SPRITES =
      "https://raw.githubusercontent.com/PokeAPI/sprites/master/sprites";

  private static final String ROOT = "/api/v2/";
  private static final SiteUrl SITE = SiteUrl.parse(BASE).orElseThrow();

  private PokeApi() {}

  /**
   * The document that a link names.
   *
   * @param link an {@code http} or {@code https} URL of the public site, or a path below its root
   * @return the document, or empty if the link is of another form
   */
  public static Optional<DocumentPath> document(String link) {
    return link.startsWith("/")
        ? below(ROOT, link)
        : SiteUrl.parse(link).filter(SITE::isSameSite).flatMap(url -> below(ROOT, url.path()));
  }

  /** The document that a path names; empty unless the path begins with the prefix. */
  public static Optional<DocumentPath> below(String prefix, String path) {
    if (!path.startsWith(prefix)) {
      return Optional.empty();
    }
    var rest = path.substring(prefix.length());
    return DocumentPath.parse(rest).or(() -> DocumentPath.read(rest));
  }
}
