package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.cache.CachedFetch;
import dev.pokebatch.fetcher.cache.DocumentCache;
import dev.pokebatch.fetcher.cache.SingleFlight;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.guard.Bulkhead;
import dev.pokebatch.fetcher.guard.CallerBudget;
import dev.pokebatch.fetcher.suggest.Suggestions;
import dev.pokebatch.fetcher.upstream.KnownResources;
import dev.pokebatch.fetcher.upstream.PokeApiFetch;
import io.vertx.core.Vertx;
import java.util.function.IntSupplier;

/**
 * The way of a call to the upstream.
 *
 * @param fetch its outermost part: takes every call
 * @param waiting tells how many documents wait until they may be asked for at the upstream
 */
record FetchStack(Fetch fetch, IntSupplier waiting) {

  /**
   * One verticle's stack around its own upstream and the cache that all of them share, innermost
   * first: the last line sees every call.
   */
  static FetchStack around(
      PokeApiFetch upstream,
      Cutting cutting,
      DocumentCache cache,
      Vertx vertx,
      FetcherConfig config) {
    var permits = config.share(config.connections());
    var places = config.share(config.waiting());

    Fetch fetch = new KnownResources(upstream);
    var bulkhead = new Bulkhead(permits, places, fetch); // the scarce thing, held most shortly
    fetch = new SingleFlight(bulkhead); // followers take no permit
    fetch = new CachedFetch(cache, fetch); // a hit takes nothing
    fetch = new CallerBudget(vertx, fetch); // each caller's own wait, whoever leads the flight
    fetch = new Suggestions(vertx, fetch, cutting); // its lists go all that way, and hold no permit
    return new FetchStack(fetch, bulkhead::waiting);
  }
}
