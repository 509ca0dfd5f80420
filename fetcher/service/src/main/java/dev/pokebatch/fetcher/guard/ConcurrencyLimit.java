package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.guard.Permits.Permit;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Limits the requests in flight: a call goes on when it has one of the process's permits, waits if
 * none is free, and is refused if too many calls wait. Confined to one event loop; the permits are
 * shared.
 */
public final class ConcurrencyLimit implements Fetch {

  private static final int TOO_MANY_REQUESTS = 429;

  /** 503 means overload; a 403 may come from bot protection that wants slower requests. */
  private static final Set<Integer> OVERLOADED = Set.of(403, 503);

  private static final Failure CANCELLED =
      Failure.of(FailureKind.CANCELLED, "cancelled while it waited");

  private final Permits permits;
  private final Executor lane;
  private final Fetch next;
  private final Set<DelayedCall> waiting = new LinkedHashSet<>();

  /**
   * @param permits the limit and the queue of waiting calls
   * @param lane runs tasks on the event loop of this guard
   * @param next the guarded Fetch
   */
  public ConcurrencyLimit(Permits permits, Executor lane, Fetch next) {
    this.permits = permits;
    this.lane = lane;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var entry = new DelayedCall(call);
    waiting.add(entry);
    if (!permits.ask(entry)) {
      waiting.remove(entry);
      return Future.failedFuture(
          FetchException.of(FailureKind.OVERLOADED, "too many calls are waiting for the upstream"));
    }
    if (waiting.contains(entry)) {
      call.cancel().onCancel(() -> leave(entry, CANCELLED));
    }
    return entry.promise.future();
  }

  /** The number of waiting calls. */
  public int waiting() {
    return waiting.size();
  }

  /** Fails all waiting calls. */
  public void failWaiting(Failure why) {
    List.copyOf(waiting).forEach(entry -> leave(entry, why));
  }

  private void leave(DelayedCall entry, Failure why) {
    if (waiting.remove(entry)) {
      permits.withdraw(entry);
      entry.promise.fail(new FetchException(why, Effort.NONE));
    }
  }

  private void run(DelayedCall entry, Permit permit) {
    if (!waiting.remove(entry)) {
      permit.end(CallOutcome.UNKNOWN); // it left the queue while its permit was on the way
      return;
    }
    next.get(entry.call)
        .onComplete(
            outcome -> {
              permit.end(outcome(outcome));
              entry.promise.handle(outcome);
            });
  }

  private static CallOutcome outcome(AsyncResult<Document> outcome) {
    if (outcome.succeeded() || !(outcome.cause() instanceof FetchException exception)) {
      return CallOutcome.ACCEPTED;
    }
    return switch (exception.failure().kind()) {
      case UPSTREAM_TIMEOUT -> CallOutcome.TIMED_OUT;
      case UPSTREAM_UNREACHABLE, CANCELLED, INTERNAL -> CallOutcome.UNKNOWN;
      default -> outcome(exception.failure().upstreamStatus());
    };
  }

  private static CallOutcome outcome(int status) {
    return status == TOO_MANY_REQUESTS
        ? CallOutcome.REFUSED
        : OVERLOADED.contains(status) ? CallOutcome.OVERLOADED : CallOutcome.ACCEPTED;
  }

  /** A waiting call and its caller. */
  private final class DelayedCall implements Permits.Turn {
    private final FetchCall call;
    private final Promise<Document> promise = Promise.promise();

    private DelayedCall(FetchCall call) {
      this.call = call;
    }

    @Override
    public String client() {
      return call.client();
    }

    @Override
    public Executor lane() {
      return lane;
    }

    @Override
    public void due(Permit permit) {
      run(this, permit);
    }
  }
}
