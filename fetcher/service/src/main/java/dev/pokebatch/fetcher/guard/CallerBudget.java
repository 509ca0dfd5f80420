package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Enforces each caller's own timeout, whichever caller leads the flight. A call whose caller has
 * timed out is cancelled unless other callers wait for it.
 */
public final class CallerBudget implements Fetch {

  private final Vertx vertx;
  private final Fetch next;

  /** Limits the time that a caller waits for {@code next}. */
  public CallerBudget(Vertx vertx, Fetch next) {
    this.vertx = vertx;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    if (call.budget().millis() == 0) {
      return Future.failedFuture(spent());
    }
    var signal = new CancelSignal();
    var got = next.get(call.with(signal));
    if (got.isComplete()) {
      return got;
    }
    call.cancel().onCancel(signal::cancel);
    Promise<Document> promise = Promise.promise();
    var timer =
        vertx.setTimer(
            call.budget().millis(),
            id -> {
              promise.tryFail(spent());
              signal.cancel();
            });
    got.onComplete(
        outcome -> {
          vertx.cancelTimer(timer);
          if (outcome.succeeded()) {
            promise.tryComplete(outcome.result());
          } else {
            promise.tryFail(outcome.cause());
          }
        });
    return promise.future();
  }

  private static FetchException spent() {
    return FetchException.of(
        FailureKind.DEADLINE_EXCEEDED, "the caller's time ran out before the document arrived");
  }
}
