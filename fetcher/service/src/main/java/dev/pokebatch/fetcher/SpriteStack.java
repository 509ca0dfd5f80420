package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.guard.Breaker;
import dev.pokebatch.fetcher.guard.ConcurrencyLimit;
import dev.pokebatch.fetcher.guard.MemoryLimit;
import dev.pokebatch.fetcher.guard.Retry;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Vertx;

/**
 * The guards between a request for a sprite and the site of the sprites. It is another site than
 * the upstream, so it has permits and a circuit breaker of its own; memory and the budget for
 * retries are those of documents.
 */
final class SpriteStack {

  private final Fetch sprites;

  SpriteStack(Fetch site, SharedGuards shared, Vertx vertx, FetcherConfig config) {
    var lane = FetchStack.lane(vertx);
    var permits = new ConcurrencyLimit(shared.sprites(), lane, site);
    var memory =
        new MemoryLimit(
            shared.memory().fetching(), shared.memory().bodies(), shared.waiting(), lane, permits);
    FetchStack.onOpen(shared.spritesCircuit(), vertx, permits::failWaiting);
    FetchStack.onOpen(shared.spritesCircuit(), vertx, memory::failWaiting);
    sprites =
        new Retry(
            Scheduler.of(vertx),
            config.guards().tries(),
            shared.retries(),
            FetchStack::random,
            new Breaker(shared.spritesCircuit(), memory));
  }

  /** Sends calls for sprites through these guards, and others on to {@code documents}. */
  Fetch or(Fetch documents) {
    return call -> call.path().isSprite() ? sprites.get(call) : documents.get(call);
  }
}
