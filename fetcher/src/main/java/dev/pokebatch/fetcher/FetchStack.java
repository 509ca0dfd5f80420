package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.cache.CachedFetch;
import dev.pokebatch.fetcher.cache.DocumentCache;
import dev.pokebatch.fetcher.cache.SingleFlight;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.guard.Bulkhead;
import dev.pokebatch.fetcher.guard.CallerBudget;
import dev.pokebatch.fetcher.upstream.KnownResources;
import dev.pokebatch.fetcher.upstream.PokeApiFetch;
import io.vertx.core.Vertx;

/** The way of a call to the upstream, innermost first: the last line sees every call. */
final class FetchStack {

  private FetchStack() {}

  /** One verticle's stack around its own upstream and the cache that all of them share. */
  static Fetch around(
      PokeApiFetch upstream, DocumentCache cache, Vertx vertx, FetcherConfig config) {
    var permits = config.share(config.connections());
    var places = config.share(config.waiting());

    Fetch fetch = new KnownResources(upstream);
    fetch = new Bulkhead(permits, places, fetch); // the scarce thing, held for the shortest time
    fetch = new SingleFlight(fetch); // followers take no permit
    fetch = new CachedFetch(cache, fetch); // a hit takes nothing
    return new CallerBudget(vertx, fetch); // each caller's own wait, whoever leads the flight
  }
}
