package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.process.trace.TraceSpan;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Sends one GET to the upstream: the boundary between what is requested and how it is sent. */
interface Transport {

  /**
   * Gets a URL, accepting gzip; follows no redirects.
   *
   * @param etag the entity tag of the cached document, for a conditional request (RFC 9110, section
   *     13.1.2); null if there is none
   * @param timer started when the request is written
   * @param memory limits how fast the body is read
   * @param span of the exchange, which the request names to the upstream
   * @return the response, whatever its status, or a {@link
   *     dev.pokebatch.fetcher.fetch.FetchException}; within the time limit, and at once when
   *     cancelled
   */
  Future<UpstreamResponse> get(
      String url,
      @Nullable String etag,
      CancelSignal cancel,
      ExchangeTimer timer,
      ResponseMemory memory,
      TraceSpan span);

  /** Gets a URL without timing it or counting its memory. */
  default Future<UpstreamResponse> get(String url, @Nullable String etag, CancelSignal cancel) {
    return get(url, etag, cancel, new ExchangeTimer(), ResponseMemory.UNCOUNTED, TraceSpan.NONE);
  }
}
