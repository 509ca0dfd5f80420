package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.View;

/**
 * Keeps what documents came down to beside them, where that is no more than they are themselves: a
 * few fields of a document that many want are then cut out once.
 */
public final class ProjectionCache implements Cutting {

  private final DocumentCache cache;
  private final Cutting next;

  /** Keeps what {@code next} cuts. */
  public ProjectionCache(Holdings holdings, Cutting next) {
    this.cache = holdings.documents();
    this.next = next;
  }

  @Override
  public Cut cut(Encoded body, View view) throws FetchException {
    var kept = cache.projected(body, view);
    if (kept != null) {
      return kept;
    }
    var cut = next.cut(body, view);
    if (cut.bytes().length() <= body.bytes().length) {
      cache.putProjected(body, cut);
    }
    return cut;
  }
}
