package dev.pokebatch.fetcher;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.cache.CacheWriter;
import dev.pokebatch.fetcher.cache.CachedFetch;
import dev.pokebatch.fetcher.cache.DiskReadThrough;
import dev.pokebatch.fetcher.cache.DocumentRepository;
import dev.pokebatch.fetcher.cache.SingleFlight;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.fetcher.guard.Breaker;
import dev.pokebatch.fetcher.guard.CallMeter;
import dev.pokebatch.fetcher.guard.CallerBudget;
import dev.pokebatch.fetcher.guard.Circuit;
import dev.pokebatch.fetcher.guard.ConcurrencyLimit;
import dev.pokebatch.fetcher.guard.MemoryLimit;
import dev.pokebatch.fetcher.guard.NotFoundVerifier;
import dev.pokebatch.fetcher.guard.RateLimit;
import dev.pokebatch.fetcher.guard.Retry;
import dev.pokebatch.fetcher.guard.Scheduler;
import dev.pokebatch.fetcher.guard.StageSpans;
import dev.pokebatch.fetcher.guard.ThreadLimit;
import dev.pokebatch.fetcher.suggest.Advisor;
import dev.pokebatch.fetcher.suggest.InvalidKeys;
import dev.pokebatch.fetcher.suggest.LocalizedKeys;
import dev.pokebatch.fetcher.suggest.SpeciesNames;
import dev.pokebatch.fetcher.suggest.Suggestions;
import dev.pokebatch.fetcher.upstream.RedirectedFetch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The chain of guards between a request and the upstream: one guard a line, each a {@link Fetch}
 * around the next.
 *
 * @param fetch the outermost guard, which takes every call
 * @param waiting returns how many calls of this lane wait for memory, a token, a thread or a permit
 * @param invalidKeys explains why a target names no document
 * @param speciesNames fetches every species, for its names
 */
record FetchStack(
    Fetch fetch, IntSupplier waiting, InvalidKeys invalidKeys, SpeciesNames speciesNames) {

  /**
   * Builds the stack of one verticle around its upstream, innermost guard first: the last line sees
   * every call.
   *
   * @param sprites gets the sprites, from a site of their own
   */
  static FetchStack around(
      Fetch upstream,
      Fetch sprites,
      Projector projector,
      DocumentRepository repository,
      SharedGuards shared,
      Vertx vertx,
      FetcherConfig config) {
    var tries = config.guards().tries();
    var time = Scheduler.of(vertx);
    var lane = lane(vertx);
    var spans = new StageSpans(shared.tracing().isOn());
    var whole = new LazyFetch(upstream);
    var advisor = new Advisor(whole, projector, shared.lists(), shared.names(), time, lane);

    var concurrency =
        new ConcurrencyLimit(
            shared.permits(), lane, spans.end(upstream)); // a permit is held for the shortest time
    var threads =
        new ThreadLimit(shared.threads(), lane, concurrency); // one call for each worker thread
    var rate =
        new RateLimit(
            time,
            shared.tokens(),
            shared.waiting(),
            spans.end(
                spans.begin("wait for a permit", threads))); // waiting for a token holds no permit
    onOpen(shared.circuit(), vertx, concurrency::failWaiting);
    onOpen(shared.circuit(), vertx, threads::failWaiting);
    onOpen(shared.circuit(), vertx, rate::failWaiting);
    Fetch fetch =
        new RedirectedFetch(
            spans.begin("wait for a token", rate)); // each redirection takes a token and a permit
    var memory =
        new MemoryLimit( // waiting for memory holds neither token nor permit
            shared.memory().fetching(),
            shared.memory().bodies(),
            shared.waiting(),
            lane,
            spans.end(fetch));
    onOpen(shared.circuit(), vertx, memory::failWaiting);
    fetch = spans.begin("wait for memory", memory);
    fetch =
        new Breaker(shared.circuit(), fetch); // refuses before any memory, token or permit is taken
    fetch =
        new Retry(
            time,
            tries,
            shared.retries(),
            FetchStack::random,
            spans.begin("attempt", fetch)); // the breaker sees every attempt
    fetch =
        new NotFoundVerifier(
            advisor::listing, fetch); // at most one alternate URL a call, with retries of its own
    fetch = new SpriteStack(sprites, shared, vertx, config).or(fetch); // another site, other guards
    fetch =
        new CacheWriter(repository, fetch); // writes each response once, however many callers wait
    fetch =
        new SingleFlight(time::nanoTime, fetch); // followers take no permit and share the retries
    fetch =
        new CachedFetch(
            vertx, repository, spans.end(fetch)); // a hit takes no token, permit or memory
    fetch =
        new DiskReadThrough(repository, fetch); // loads documents from disk before the cache looks
    fetch = spans.begin("cache look-up", fetch);
    fetch =
        new LocalizedKeys(
            shared.names(), projector, fetch); // a second call of the same caller, if any
    fetch = new CallerBudget(vertx, fetch); // each caller's own timeout, also in a joined fetch
    whole.fetch = fetch; // lookups pass all guards but the two below
    fetch = new Suggestions(time, advisor, fetch); // outside the guards that its own lookups pass
    fetch = new CallMeter(time, shared.stats(), fetch); // counts hits too, and includes every wait
    return new FetchStack(
        fetch,
        () -> memory.waiting() + rate.waiting() + threads.waiting() + concurrency.waiting(),
        new InvalidKeys(vertx, advisor),
        new SpeciesNames(whole, projector, time));
  }

  static Executor lane(Vertx vertx) {
    var here = vertx.getOrCreateContext();
    return task -> here.runOnContext(turn -> task.run());
  }

  /** Fails the waiting calls when the circuit opens, as later calls fail. */
  static void onOpen(Circuit circuit, Vertx vertx, Consumer<Failure> failWaiting) {
    var here = vertx.getOrCreateContext();
    circuit.onOpen(() -> here.runOnContext(open -> failWaiting.accept(circuit.refusal())));
  }

  static long random(long below) {
    return ThreadLocalRandom.current().nextLong(below);
  }

  /**
   * Passes calls to the complete stack. Inner guards that look documents up need it before it is
   * built.
   */
  private static final class LazyFetch implements Fetch {
    private Fetch fetch;

    private LazyFetch(Fetch fetch) {
      this.fetch = fetch;
    }

    @Override
    public Future<Document> get(FetchCall call) {
      return fetch.get(call);
    }
  }
}
