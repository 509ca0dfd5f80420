package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Delays calls until there is a token for them, clients taking turns, and tells the bucket which
 * calls the upstream answered. Confined to one event loop.
 */
public final class RateLimit implements Fetch {

  private final Scheduler time;
  private final TokenBucket bucket;
  private final Fetch next;
  private final CallQueue queue;

  /** Cancels the next wake-up; null if none is scheduled. */
  private @Nullable Runnable alarm;

  private long wakesAt;

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
    if (queue.isEmpty() && bucket.take(call.client()) == 0) {
      return send(call);
    }
    var isFirst = !queue.has(call.client());
    var sent = queue.enqueue(call);
    if (isFirst) {
      sendWaiting(); // the reserve may have a token for this client
    }
    return sent;
  }

  /** The number of waiting calls. */
  public int waiting() {
    return queue.size();
  }

  /** Fails all waiting calls. */
  public void failWaiting(Failure why) {
    queue.failWaiting(why);
  }

  /** Schedules a wake-up, unless an earlier one is scheduled. */
  private void sleep(long nanos) {
    var at = time.nanoTime() + nanos;
    if (alarm != null && at - wakesAt >= 0) {
      return;
    }
    if (alarm != null) {
      alarm.run();
    }
    wakesAt = at;
    alarm = time.after(Duration.ofNanos(nanos).plusNanos(999_999).toMillis(), this::wake);
  }

  private void wake() {
    alarm = null;
    sendWaiting();
  }

  private void sendWaiting() {
    while (!queue.isEmpty()) {
      var wait = new ShortestWait();
      var next = queue.next(wait::takesToken);
      if (next.isEmpty()) {
        sleep(wait.nanos);
        return;
      }
      send(next.get().call()).onComplete(next.get().promise());
    }
  }

  /** Takes a token for the first client that may have one, or finds the shortest wait for one. */
  private final class ShortestWait {
    private long nanos = Long.MAX_VALUE;

    private boolean takesToken(String client) {
      nanos = Math.min(nanos, bucket.take(client));
      return nanos == 0;
    }
  }

  private Future<Document> send(FetchCall call) {
    return next.get(call).onComplete(this::learn);
  }

  private void learn(AsyncResult<Document> outcome) {
    if (outcome.succeeded()
        || (outcome.cause() instanceof FetchException exception
            && Verdict.of(exception.failure()) == Verdict.HEALTHY)) {
      bucket.answered();
    }
  }
}
