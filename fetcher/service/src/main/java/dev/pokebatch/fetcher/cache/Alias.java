package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import org.jspecify.annotations.Nullable;

/**
 * The id of the document with which the upstream answered a name. Names need not be unique, so a
 * document that was asked for by its id says nothing of where its name leads.
 *
 * @param id the document's
 * @param requestedAtMs when the upstream was asked, in milliseconds from the epoch
 */
public record Alias(String id, long requestedAtMs) {

  /**
   * What an answer of the upstream says.
   *
   * @param path what was asked for
   * @return null unless that was the document's own name
   */
  static @Nullable Alias of(DocumentPath path, CachedDocument answer) {
    var identity = answer.identity();
    return identity != null && path.rest().equals(identity.name())
        ? new Alias(identity.id(), answer.lifetime().requestedAtMs())
        : null;
  }
}
