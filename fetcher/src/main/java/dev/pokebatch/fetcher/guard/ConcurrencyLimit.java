package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Set;

/**
 * Lets as many calls through at once as the upstream bears; some more wait in the order in which
 * they came, and the rest is refused. Confined to one event loop.
 */
public final class ConcurrencyLimit implements Fetch {

  /** It is asked too much; or, by a 403, takes us for a robot that should go slower. */
  private static final Set<Integer> LOSSES = Set.of(403, 429, 503);

  private final AdaptivePermits permits;
  private final Time time;
  private final Fetch next;
  private final WaitingLine line;
  private int running;

  /**
   * @param permits how many calls may be under way
   * @param places the most calls that wait, at least 0
   * @param next what is guarded
   */
  public ConcurrencyLimit(AdaptivePermits permits, int places, Time time, Fetch next) {
    this.permits = permits;
    this.line = new WaitingLine(places);
    this.time = time;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return running < permits.count() ? run(call) : line.join(call);
  }

  /** How many calls wait. */
  public int waiting() {
    return line.size();
  }

  /** Fails those that wait. */
  public void dismiss(Failure why) {
    line.dismiss(why);
  }

  private Future<Document> run(FetchCall call) {
    running++;
    var startedAt = time.nanoTime();
    return next.get(call).onComplete(outcome -> ended(outcome, startedAt));
  }

  private void ended(AsyncResult<Document> outcome, long startedAt) {
    permits.ended(startedAt, time.nanoTime(), running, isLost(outcome));
    running--;
    while (running < permits.count() && !line.isEmpty()) {
      line.next().ifPresent(entry -> run(entry.call()).onComplete(entry.promise()));
    }
  }

  private static boolean isLost(AsyncResult<Document> outcome) {
    return outcome.cause() instanceof FetchException known
        && (known.failure().kind() == FailureKind.UPSTREAM_TIMEOUT
            || LOSSES.contains(known.failure().upstreamStatus()));
  }
}
