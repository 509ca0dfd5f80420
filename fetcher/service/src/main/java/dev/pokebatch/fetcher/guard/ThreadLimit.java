package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.Future;
import java.util.concurrent.Executor;

/**
 * Lets as many blocking calls through at once as there are threads for them, and all others: a call
 * that waits for a thread further in would be timed as if the upstream were slow, and hold a permit
 * besides. Confined to one event loop, but for the permits.
 */
public final class ThreadLimit implements Fetch {

  private final ConcurrencyLimit blocking;
  private final Fetch next;

  /**
   * @param threads one permit for each thread of the process
   * @param lane runs tasks on the event loop of this guard
   * @param next what is guarded
   */
  public ThreadLimit(Permits threads, Executor lane, Fetch next) {
    this.blocking = new ConcurrencyLimit(threads, lane, next);
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
  public void failWaiting(Failure why) {
    blocking.failWaiting(why);
  }
}
