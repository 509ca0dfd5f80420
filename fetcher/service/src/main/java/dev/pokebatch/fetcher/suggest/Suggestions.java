package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/**
 * Adds suggestions to "not found" failures. Waits for them for at most a round trip; what has not
 * arrived by then is left out. Confined to one event loop.
 */
public final class Suggestions implements Fetch {

  private final Scheduler time;
  private final Advisor advisor;
  private final Fetch next;

  /**
   * @param advisor finds suggestions
   * @param next fetches documents
   */
  public Suggestions(Scheduler time, Advisor advisor, Fetch next) {
    this.time = time;
    this.advisor = advisor;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var startedAt = time.nanoTime();
    var got = next.get(call);
    return got.succeeded() || call.onlyIfCached()
        ? got
        : got.recover(cause -> failed(call, cause, startedAt));
  }

  private Future<Document> failed(FetchCall call, Throwable cause, long startedAt) {
    if (!(cause instanceof FetchException missing)) {
      return Future.failedFuture(cause);
    }
    // Half of the remaining time: the reply takes time too.
    var halfMs = (call.budget().millis() - time.millisSince(startedAt)) / 2;
    var waitMs = Math.min(Advisor.waitMs(missing), halfMs);
    return switch (missing.failure().kind()) {
      case NOT_FOUND ->
          call.path().isDocument() && waitMs > 0 && !call.cancel().isCancelled()
              ? advised(call, missing, waitMs)
              : Future.failedFuture(counted(missing));
      case UNKNOWN_RESOURCE -> Future.failedFuture(counted(missing));
      default -> Future.failedFuture(cause);
    };
  }

  private Future<Document> advised(FetchCall call, FetchException missing, long waitMs) {
    var names = advisor.names(call, waitMs);
    var hint = advisor.hint(call, waitMs);
    Promise<Document> answer = Promise.promise();
    Runnable settle = () -> answer.tryFail(advised(missing, names, hint));
    var both = Future.join(names, hint);
    if (!both.isComplete()) {
      var cancelTimer = time.after(waitMs, settle);
      both.onComplete(known -> cancelTimer.run());
      call.cancel().onCancel(settle);
    }
    both.onComplete(known -> settle.run());
    return answer.future();
  }

  private FetchException advised(
      FetchException missing, Future<List<String>> names, Future<String> hint) {
    return counted(
        new FetchException(
            missing
                .failure()
                .advising(
                    names.succeeded() ? names.result() : List.of(),
                    hint.succeeded() ? hint.result() : ""),
            missing.effort()));
  }

  /** Adds the effort of the lookups, which missing documents caused. */
  private FetchException counted(FetchException missing) {
    return new FetchException(missing.failure(), missing.effort().and(advisor.takeSpent()));
  }
}
