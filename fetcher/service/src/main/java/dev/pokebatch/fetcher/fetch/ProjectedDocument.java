package dev.pokebatch.fetcher.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document cut down.
 *
 * @param view what was wanted
 * @param bytes one JSON text in UTF-8 without insignificant whitespace; whoever holds it must not
 *     change it
 * @param links the links in it that are to be followed, as they stand there, in order
 * @param external the links in it that were to be followed and name no document of the upstream,
 *     each once
 * @param identity the keys of the document that were seen on the way; null where it has not two
 */
public record ProjectedDocument(
    DocumentView view,
    Buffer bytes,
    List<Link> links,
    List<ExternalLink> external,
    @Nullable Identity identity) {

  /**
   * How many links are noted, and one more to tell that there were more: the rest just stays. A
   * document of PokéAPI has some thousands at most, of which many are the same.
   */
  public static final int MAX_LINKS = 10_000;

  /** How many foreign links are noted. */
  public static final int MAX_EXTERNAL_LINKS = 100;

  /** Copies the lists. */
  public ProjectedDocument {
    links = List.copyOf(links);
    external = List.copyOf(external);
  }

  /** A cut of a document without a name. */
  public ProjectedDocument(DocumentView view, Buffer bytes, List<Link> links) {
    this(view, bytes, links, List.of(), null);
  }
}
