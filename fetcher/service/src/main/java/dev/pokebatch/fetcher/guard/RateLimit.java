package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Lets calls through as there are tokens for them, in the order in which they came, and tells the
 * bucket which of them the upstream answered. Confined to one event loop.
 */
public final class RateLimit implements Fetch {

  private final Scheduler time;
  private final TokenBucket bucket;
  private final Fetch next;
  private final CallQueue line;
  private boolean sleeping;

  /**
   * @param places for calls that wait for a token
   * @param next what is guarded
   */
  public RateLimit(Scheduler time, TokenBucket bucket, QueueCapacity places, Fetch next) {
    this.time = time;
    this.bucket = bucket;
    this.line = new CallQueue(places);
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
    return next.get(call).onComplete(this::learn);
  }

  private void learn(AsyncResult<Document> outcome) {
    if (outcome.succeeded()
        || (outcome.cause() instanceof FetchException known
            && Verdict.of(known.failure()) == Verdict.WELL)) {
      bucket.answered();
    }
  }
}
