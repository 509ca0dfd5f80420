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
 * Delays calls until there is a token for them, clients taking turns, and tells the bucket which
 * calls the upstream answered. Confined to one event loop.
 */
public final class RateLimit implements Fetch {

  private final Scheduler time;
  private final TokenBucket bucket;
  private final Fetch next;
  private final CallQueue queue;
  private boolean sleeping;

  /**
   * @param capacity how many calls may wait
   * @param next the guarded Fetch
   */
  public RateLimit(Scheduler time, TokenBucket bucket, QueueCapacity capacity, Fetch next) {
    this.time = time;
    this.bucket = bucket;
    this.queue = new CallQueue(capacity);
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    if (!queue.isEmpty()) {
      return queue.enqueue(call);
    }
    var waitNanos = bucket.take();
    if (waitNanos == 0) {
      return send(call);
    }
    sleep(waitNanos);
    return queue.enqueue(call);
  }

  /** The number of waiting calls. */
  public int waiting() {
    return queue.size();
  }

  /** Fails all waiting calls. */
  public void failWaiting(Failure why) {
    queue.failWaiting(why);
  }

  private void sleep(long nanos) {
    if (!sleeping) {
      sleeping = true;
      time.after(Duration.ofNanos(nanos).plusNanos(999_999).toMillis(), this::wake);
    }
  }

  private void wake() {
    sleeping = false;
    while (!queue.isEmpty()) {
      var waitNanos = bucket.take();
      if (waitNanos > 0) {
        sleep(waitNanos);
        return;
      }
      queue.next().ifPresent(entry -> send(entry.call()).onComplete(entry.promise()));
    }
  }

  private Future<Document> send(FetchCall call) {
    return next.get(call).onComplete(this::learn);
  }

  private void learn(AsyncResult<Document> outcome) {
    if (outcome.succeeded()
        || (outcome.cause() instanceof FetchException known
            && Verdict.of(known.failure()) == Verdict.HEALTHY)) {
      bucket.answered();
    }
  }
}
