package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

/** Records the outcome and the duration of calls, as their callers see them. */
public final class CallMeter implements Fetch {

  private final Scheduler time;
  private final CallStats stats;
  private final Fetch next;

  /** Records the calls to {@code next}. */
  public CallMeter(Scheduler time, CallStats stats, Fetch next) {
    this.time = time;
    this.stats = stats;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var begunAt = time.nanoTime();
    return next.get(call).onComplete(outcome -> ended(outcome, time.nanoTime() - begunAt));
  }

  private void ended(AsyncResult<Document> outcome, long nanos) {
    if (outcome.succeeded()) {
      stats.found(outcome.result().cache(), nanos);
    } else {
      stats.failed(kindOf(outcome.cause()), nanos);
    }
  }

  private static FailureKind kindOf(Throwable cause) {
    return cause instanceof FetchException exception
        ? exception.failure().kind()
        : FailureKind.INTERNAL;
  }
}
