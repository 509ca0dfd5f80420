package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Lets calls through as there are tokens for them, in the order in which they came, and tells the
 * bucket what the upstream says of the rate: 429, and {@code Retry-After} (RFC 9110, section
 * 10.2.3), which then holds for all calls. Confined to one event loop.
 */
public final class RateLimit implements Fetch {

  private static final int TOO_MANY_REQUESTS = 429;

  /** How long all calls are held at most: the upstream may have meant the one that it refused. */
  private static final long LONGEST_HOLD_MS = 10_000;

  /** Where it refuses for there are too many, and does not say for how long. */
  private static final long USUAL_HOLD_MS = 1_000;

  private final Time time;
  private final TokenBucket bucket;
  private final Fetch next;
  private final WaitingLine line;
  private boolean sleeping;

  /**
   * @param places the most calls that wait for a token
   * @param next what is guarded
   */
  public RateLimit(Time time, TokenBucket bucket, int places, Fetch next) {
    this.time = time;
    this.bucket = bucket;
    this.line = new WaitingLine(places);
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    if (!line.isEmpty()) {
      return line.join(call);
    }
    var waitNanos = bucket.take();
    if (waitNanos == 0) {
      return send(call);
    }
    if (waitNanos / 1_000_000 >= call.budget().millis()) {
      return Future.failedFuture(tooLong(waitNanos / 1_000_000));
    }
    sleep(waitNanos);
    return line.join(call);
  }

  /** How many calls wait. */
  public int waiting() {
    return line.size();
  }

  /** Fails those that wait. */
  public void dismiss(Failure why) {
    line.dismiss(why);
  }

  private void sleep(long nanos) {
    if (!sleeping) {
      sleeping = true;
      time.after(Duration.ofNanos(nanos).plusNanos(999_999).toMillis(), this::wake);
    }
  }

  private void wake() {
    sleeping = false;
    while (!line.isEmpty()) {
      var waitNanos = bucket.take();
      if (waitNanos > 0) {
        sleep(waitNanos);
        return;
      }
      line.next().ifPresent(entry -> send(entry.call()).onComplete(entry.promise()));
    }
  }

  private Future<Document> send(FetchCall call) {
    var sentAt = time.nanoTime();
    return next.get(call).onComplete(outcome -> learn(outcome, sentAt));
  }

  private void learn(AsyncResult<Document> outcome, long sentAt) {
    if (outcome.succeeded()) {
      bucket.answered();
    } else if (outcome.cause() instanceof FetchException known) {
      var failure = known.failure();
      var askedMs = failure.retryAfterMs();
      if (failure.upstreamStatus() == TOO_MANY_REQUESTS) {
        bucket.refused(sentAt);
        askedMs = askedMs == 0 ? USUAL_HOLD_MS : askedMs;
      } else if (Verdict.of(failure) == Verdict.WELL) {
        bucket.answered();
      }
      bucket.hold(Math.min(LONGEST_HOLD_MS, askedMs));
    }
  }

  private static FetchException tooLong(long waitMs) {
    return new FetchException(
        Failure.until(
            FailureKind.UPSTREAM_REJECTED,
            "the upstream is asked no more for longer than the caller has time",
            waitMs),
        Effort.NONE);
  }
}
