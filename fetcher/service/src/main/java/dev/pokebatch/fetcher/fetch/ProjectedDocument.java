package dev.pokebatch.fetcher.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document reduced to a view.
 *
 * @param view the fields that were kept and the links to follow
 * @param bytes a JSON text in UTF-8 without insignificant whitespace; do not modify it
 * @param links the links to follow, in the order of the text
 * @param external links to follow that lead outside the upstream, each once
 * @param identity the document's id and name; null unless it has both
 * @param unmatched the paths of the mask, or the names of the shape's members, that matched nothing
 * @param work the nodes that the shape visits in the document; 0 without a shape
 */
public record ProjectedDocument(
    DocumentView view,
    Buffer bytes,
    List<Link> links,
    List<ExternalLink> external,
    @Nullable Identity identity,
    List<String> unmatched,
    long work) {

  /**
   * Maximum number of recorded links; one more is recorded to show that there were more. Documents
   * of PokéAPI have some thousands at most, many of them equal.
   */
  public static final int MAX_LINKS = 10_000;

  /** Maximum number of recorded external links. */
  public static final int MAX_EXTERNAL_LINKS = 100;

  /** Copies the lists. */
  public ProjectedDocument {
    links = List.copyOf(links);
    external = List.copyOf(external);
    unmatched = List.copyOf(unmatched);
  }

  /** A projection to a mask. */
  public ProjectedDocument(
      DocumentView view,
      Buffer bytes,
      List<Link> links,
      List<ExternalLink> external,
      @Nullable Identity identity,
      List<String> unmatched) {
    this(view, bytes, links, external, identity, unmatched, 0);
  }

  /** A projection in which everything matched. */
  public ProjectedDocument(
      DocumentView view,
      Buffer bytes,
      List<Link> links,
      List<ExternalLink> external,
      @Nullable Identity identity) {
    this(view, bytes, links, external, identity, List.of());
  }

  /** A projection without external links and identity. */
  public ProjectedDocument(DocumentView view, Buffer bytes, List<Link> links) {
    this(view, bytes, links, List.of(), null);
  }
}
