package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Makes one GET of the upstream; the seam between what is asked and how it travels. */
interface Transport {

  /**
   * Gets the URL, asking for gzip; follows no redirect.
   *
   * @param etag of what is known, for a 304 where that still holds (RFC 9110, section 13.1.2); null
   *     where nothing is
   * @param timer is started when the request is written
   * @param memory what may be held of the body; it is read no faster
   * @return the answer, whatever its status, or a {@link
   *     dev.pokebatch.fetcher.fetch.FetchException}; within the time limit, and at once when
   *     cancelled
   */
  Future<UpstreamResponse> get(
      String url,
      @Nullable String etag,
      CancelSignal cancel,
      ExchangeTimer timer,
      ResponseMemory memory);

  /** The same, where nobody wants to know how long it takes, or counts memory. */
  default Future<UpstreamResponse> get(String url, @Nullable String etag, CancelSignal cancel) {
    return get(url, etag, cancel, new ExchangeTimer(), ResponseMemory.UNCOUNTED);
  }
}
