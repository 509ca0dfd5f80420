package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.WaitingCallers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.LongUnaryOperator;

/**
 * Retries transient failures with exponential backoff and full jitter, or after the upstream's
 * {@code Retry-After} (RFC 9110, section 10.2.3), within the time of the most patient caller and
 * the process's retry budget. Calls with a fallback are not retried. Confined to one event loop.
 */
public final class Retry implements Fetch {

  private static final int TOO_MANY_REQUESTS = 429;

  private static final long FIRST_MS = 100;

  /** Low enough that all attempts for a document that never arrives take seconds, not a minute. */
  private static final long LONGEST_MS = 1_000;

  private final Scheduler time;
  private final int tries;
  private final RetryBudget budget;
  private final LongUnaryOperator random;
  private final Fetch next;

  /**
   * @param tries maximum number of attempts, including the first
   * @param random returns a number from 0 to below its argument
   * @param next the guarded Fetch
   */
  public Retry(
      Scheduler time, int tries, RetryBudget budget, LongUnaryOperator random, Fetch next) {
    this.time = time;
    this.tries = tries;
    this.budget = budget;
    this.random = random;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    budget.earn();
    var shared = call.callers();
    var callers = shared == null ? WaitingCallers.one(call.budget(), time::nanoTime) : shared;
    return attempt(call, 1, Effort.UNTRIED, callers);
  }

  private Future<Document> attempt(
      FetchCall call, int attempt, Effort before, WaitingCallers callers) {
    return next.get(call)
        .map(document -> attempt == 1 ? document : document.after(before))
        .recover(cause -> failed(call, attempt, before, callers, cause));
  }

  private Future<Document> failed(
      FetchCall call, int attempt, Effort before, WaitingCallers callers, Throwable cause) {
    if (!(cause instanceof FetchException exception)) {
      return Future.failedFuture(cause);
    }
    var effort = exception.effort().following(before);
    var failure = exception.failure();
    var waitMs = waitMs(failure, attempt);
    if (attempt < (call.hasFallback() ? 1 : tries)
        && TransientFailures.of(failure)
        && waitMs < callers.leftMs()
        && !call.cancel().isCancelled()
        && hasRetryFor(failure)) {
      return pause(call, waitMs, effort)
          .compose(
              over -> {
                budget.retried();
                return attempt(call, attempt + 1, effort, callers);
              });
    }
    return Future.failedFuture(new FetchException(failure, effort));
  }

  private long waitMs(Failure failure, int attempt) {
    var max = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempt - 1, 20));
    return Math.max(failure.retryAfterMs(), 1 + random.applyAsLong(max));
  }

  /** A 429 takes no retry from the budget: the concurrency and rate limits adapt to it. */
  private boolean hasRetryFor(Failure failure) {
    return failure.upstreamStatus() == TOO_MANY_REQUESTS || budget.take();
  }

  private Future<Void> pause(FetchCall call, long waitMs, Effort effort) {
    Promise<Void> over = Promise.promise();
    var cancelTimer = time.after(waitMs, over::tryComplete);
    call.cancel()
        .onCancel(
            () -> {
              cancelTimer.run();
              var gone = Failure.of(FailureKind.CANCELLED, "cancelled before the next attempt");
              over.tryFail(new FetchException(gone, effort));
            });
    return over.future();
  }
}
