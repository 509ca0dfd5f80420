package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.Future;
import java.util.concurrent.Executor;

/**
 * Limits blocking calls to the number of worker threads; other calls pass. Without it, the wait for
 * a thread further in would be timed as slowness of the upstream and would hold a permit. Confined
 * to one event loop; the permits are shared.
 */
public final class ThreadLimit implements Fetch {

  private final ConcurrencyLimit blocking;
  private final Fetch next;

  /**
   * @param threads one permit for each worker thread of the process
   * @param lane runs tasks on the event loop of this guard
   */
  public ThreadLimit(Permits threads, Executor lane, Fetch next) {
    this.blocking = new ConcurrencyLimit(threads, lane, next);
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return call.transport() == TransportKind.BLOCKING ? blocking.get(call) : next.get(call);
  }

  /** The number of waiting calls. */
  public int waiting() {
    return blocking.waiting();
  }

  /** Fails all waiting calls. */
  public void failWaiting(Failure why) {
    blocking.failWaiting(why);
  }
}
