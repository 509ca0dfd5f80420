package dev.pokebatch.fetcher.fetch;

import org.jspecify.annotations.Nullable;

/**
 * A document as cached: all that a later call, or a later process, needs to serve it.
 *
 * @param body the normalized bytes, see {@link NormalizedDocument}
 * @param lifetime how long it may be reused
 * @param identity its id and name; null unless it has both
 */
public record CachedDocument(EncodedJson body, Lifetime lifetime, @Nullable Identity identity) {

  /** Returns this document with the lifetime of the 304 that confirmed it. */
  public CachedDocument renewed(Lifetime now) {
    return new CachedDocument(body, now, identity);
  }
}
