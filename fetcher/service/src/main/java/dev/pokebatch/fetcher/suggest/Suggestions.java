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
 * Tells who asked for a key that does not exist which may have been meant. That is worth a round
 * trip at most: what is not known by then is left out, and the failure is what it was. Confined to
 * one event loop.
 */
public final class Suggestions implements Fetch {

  private final Scheduler time;
  private final Advisor advisor;
  private final Fetch next;

  /**
   * @param advisor knows near names
   * @param next where documents come from
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
    return got.succeeded() ? got : got.recover(cause -> failed(call, cause, startedAt));
  }

  private Future<Document> failed(FetchCall call, Throwable cause, long startedAt) {
    if (!(cause instanceof FetchException missing)) {
      return Future.failedFuture(cause);
    }
    // Half of the time that is left: the answer has a way to go too.
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

  /** The lists were asked for because of documents that are missing: they bear what that took. */
  private FetchException counted(FetchException missing) {
    return new FetchException(missing.failure(), missing.effort().and(advisor.takeSpent()));
  }
}
