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
import dev.pokebatch.fetcher.guard.ThreadLimit;
import dev.pokebatch.fetcher.suggest.Advisor;
import dev.pokebatch.fetcher.suggest.InvalidKeys;
import dev.pokebatch.fetcher.suggest.Suggestions;
import dev.pokebatch.fetcher.upstream.RedirectedFetch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The way of a call to the upstream.
 *
 * @param fetch its outermost part: takes every call
 * @param waiting tells how many documents wait until they may be asked for at the upstream
 * @param invalidKeys refuses targets that name no document
 */
record FetchStack(Fetch fetch, IntSupplier waiting, InvalidKeys invalidKeys) {

  /**
   * One verticle's stack around its own upstream and what all of them share, innermost first: the
   * last line sees every call.
   */
  static FetchStack around(
      Fetch upstream,
      Projector projector,
      DocumentRepository repository,
      SharedGuards shared,
      Vertx vertx,
      FetcherConfig config) {
    var tries = config.guards().tries();
    var time = Scheduler.of(vertx);
    var lane = lane(vertx);
    var whole = new LazyFetch(upstream);
    var advisor = new Advisor(whole, projector, shared.lists(), time, lane);

    var concurrency = new ConcurrencyLimit(shared.permits(), lane, upstream); // held shortly
    var threads = new ThreadLimit(shared.threads(), lane, concurrency); // as many as block
    var rate =
        new RateLimit(time, shared.tokens(), shared.waiting(), threads); // waits without a permit
    onOpen(shared.circuit(), vertx, concurrency::failWaiting);
    onOpen(shared.circuit(), vertx, threads::failWaiting);
    onOpen(shared.circuit(), vertx, rate::failWaiting);
    Fetch fetch = new RedirectedFetch(rate); // each redirection takes a token and a permit
    var memory =
        new MemoryLimit( // waits without a token or a permit, and only for what the breaker lets by
            shared.memory().fetching(), shared.memory().bodies(), shared.waiting(), lane, fetch);
    onOpen(shared.circuit(), vertx, memory::failWaiting);
    fetch = memory;
    fetch = new Breaker(shared.circuit(), fetch); // decides before anything scarce is taken
    fetch = new Retry(time, tries, shared.retries(), FetchStack::random, fetch); // each try counts
    fetch =
        new NotFoundVerifier(advisor::listing, fetch); // once, whatever the tries of either form
    fetch = new CacheWriter(repository, fetch); // what comes is kept, once for all who wait for it
    fetch =
        new SingleFlight(time::nanoTime, fetch); // followers take no permit, and share the retries
    fetch = new CachedFetch(vertx, repository, fetch); // a hit takes nothing
    fetch = new DiskReadThrough(repository, fetch); // what is on disk is as good as in memory
    fetch = new CallerBudget(vertx, fetch); // each caller's own wait, whoever leads the flight
    whole.fetch = fetch; // what is looked up is guarded like any document
    fetch = new Suggestions(time, advisor, fetch); // outside of all that its lookups take
    fetch = new CallMeter(time, shared.stats(), fetch); // sees hits too, and waits of every kind
    return new FetchStack(
        fetch,
        () -> memory.waiting() + rate.waiting() + threads.waiting() + concurrency.waiting(),
        new InvalidKeys(vertx, advisor));
  }

  private static Executor lane(Vertx vertx) {
    var here = vertx.getOrCreateContext();
    return task -> here.runOnContext(turn -> task.run());
  }

  /** What waits for an upstream that is then left alone fails like whatever comes after it. */
  private static void onOpen(Circuit circuit, Vertx vertx, Consumer<Failure> failWaiting) {
    var here = vertx.getOrCreateContext();
    circuit.onOpen(() -> here.runOnContext(open -> failWaiting.accept(circuit.refusal())));
  }

  private static long random(long below) {
    return ThreadLocalRandom.current().nextLong(below);
  }

  /** Stands for the stack while that is being built, to those in it that look something up. */
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
