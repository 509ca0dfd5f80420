package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import org.jspecify.annotations.Nullable;

/**
 * The id to which a document's name resolves. Two names may resolve to the same id, so a document
 * that was fetched by its id does not establish an alias.
 *
 * @param id the document's id
 * @param requestedAtMs when the upstream was asked, in milliseconds since the epoch
 */
public record Alias(String id, long requestedAtMs) {

  /**
   * Returns the alias that a response establishes.
   *
   * @param path the requested path
   * @return null unless the document was requested by its own name
   */
  static @Nullable Alias of(DocumentPath path, CachedDocument answer) {
    var identity = answer.identity();
    return identity != null && path.rest().equals(identity.name())
        ? new Alias(identity.id(), answer.lifetime().requestedAtMs())
        : null;
  }
}
