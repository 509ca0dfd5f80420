package dev.pokebatch.fetcher.fetch;

import org.jspecify.annotations.Nullable;

/**
 * All that is to be known of a document to serve it again, in this process or in the next.
 *
 * @param body its bytes as they are kept: see {@link NormalizedDocument}
 * @param lifetime for how long they may be used
 * @param identity its keys; null where it has not two of them
 */
public record CachedDocument(EncodedJson body, Lifetime lifetime, @Nullable Identity identity) {

  /** The same document, after the upstream said that it still holds. */
  public CachedDocument renewed(Lifetime now) {
    return new CachedDocument(body, now, identity);
  }
}
