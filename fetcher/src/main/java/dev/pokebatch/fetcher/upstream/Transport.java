package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import io.vertx.core.Future;

/** Makes one GET of the upstream; the seam between what is asked and how it travels. */
interface Transport {

  /**
   * Gets the URL, asking for gzip; follows no redirect.
   *
   * @return the answer, whatever its status, or a {@link
   *     dev.pokebatch.fetcher.fetch.FetchException}; within the time limit, and at once when
   *     cancelled
   */
  Future<RawAnswer> get(String url, CancelSignal cancel);
}
