package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.Future;

/**
 * Lets as many blocking calls through at once as there are threads for them, and the others all:
 * what waits for a thread further in would be timed as if the upstream were slow, and hold a permit
 * besides. Confined to one event loop.
 */
public final class ThreadLimit implements Fetch {

  private final ConcurrencyLimit blocking;
  private final Fetch next;

  /**
   * @param threads how many there are, at least 1
   * @param places the most blocking calls that wait for one
   * @param next what is guarded
   */
  public ThreadLimit(int threads, int places, Time time, Fetch next) {
    this.blocking =
        new ConcurrencyLimit(AdaptivePermits.between(threads, threads), places, time, next);
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return call.transport() == TransportKind.BLOCKING ? blocking.get(call) : next.get(call);
  }

  /** How many calls wait. */
  public int waiting() {
    return blocking.waiting();
  }

  /** Fails those that wait. */
  public void dismiss(Failure why) {
    blocking.dismiss(why);
  }
}
