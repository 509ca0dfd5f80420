package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;

/**
 * Follows the links of documents, side by side, over the event bus, so that every fetcher shares
 * the work and each document is got where it is kept. Confined to one event loop.
 */
public final class Expander {

  private final FetcherClient fetchers;
  private final int maxBytes;

  /**
   * @param fetchers where documents are asked for
   * @param maxBytes the longest text that may come of one document
   */
  public Expander(FetcherClient fetchers, int maxBytes) {
    this.fetchers = fetchers;
    this.maxBytes = maxBytes;
  }

  /**
   * Follows the links of a cut.
   *
   * @param document what was cut, as {@code resource/key}
   * @param arrivedAt when the request came, by {@link System#nanoTime}
   * @return all of it, or a {@link FetchException}: cancelled, or too large
   */
  public Future<Expanded> expand(
      FetchRequest request, String document, Cut cut, CancelSignal cancel, long arrivedAt) {
    var links = Links.of(cut, request.expand(), document);
    var round = new Round(fetchers, request, document, links, arrivedAt);
    cancel.onCancel(
        () -> round.fail(FetchException.of(FailureKind.CANCELLED, "nobody waits for it any more")));
    return round
        .run(maxBytes - cut.bytes().length())
        .map(replies -> Splice.of(cut, links, replies));
  }
}
