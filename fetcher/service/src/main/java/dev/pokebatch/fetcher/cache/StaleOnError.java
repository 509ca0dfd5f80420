package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Revalidates a stale document, and serves it stale if the upstream fails or is slow (RFC 5861,
 * section 4; RFC 9111, section 4.2.4). Confined to one event loop.
 */
final class StaleOnError {

  /** Reserved of a caller's time for sending the stale document. */
  private static final long RESERVE_MS = 50;

  /**
   * A caller that can be served a stale document waits no longer than this. It is longer than the
   * wait for a token under the default limits.
   */
  private static final long LONGEST_WAIT_MS = 3_000;

  private final Vertx vertx;
  private final DocumentRepository repository;
  private final Fetch next;

  StaleOnError(Vertx vertx, DocumentRepository repository, Fetch next) {
    this.vertx = vertx;
    this.repository = repository;
    this.next = next;
  }

  /**
   * Returns the revalidated or the stale document; fails only if the failure concerns the document
   * itself.
   */
  Future<Document> get(FetchCall call, CachedDocument cached) {
    var askedMs = repository.nowMs();
    var leftMs = Math.max(1, call.budget().millis() - RESERVE_MS);
    var signal = new CancelSignal();
    var asked = next.get(call.revalidating(cached, new Budget(leftMs), signal).withFallback());
    Promise<Document> answer = Promise.promise();
    if (!asked.isComplete()) {
      // The revalidation goes on after the caller got the stale document, so that the next caller
      // gets a fresh one.
      var timer =
          vertx.setTimer(
              Math.min(leftMs, LONGEST_WAIT_MS),
              id -> {
                if (answer.tryComplete(Document.stale(cached, Effort.NONE))
                    && leftMs >= LONGEST_WAIT_MS) {
                  repository.staleWaits().timedOut(askedMs);
                }
              });
      asked.onComplete(done -> vertx.cancelTimer(timer));
      call.cancel()
          .onCancel(
              () -> {
                if (!answer.future().isComplete()) {
                  signal.cancel();
                }
              });
    }
    asked.onComplete(outcome -> settle(outcome, cached, answer));
    return answer.future();
  }

  private void settle(
      AsyncResult<Document> outcome, CachedDocument cached, Promise<Document> answer) {
    if (outcome.succeeded()) {
      repository.staleWaits().answered(repository.nowMs());
      answer.tryComplete(outcome.result());
    } else if (outcome.cause() instanceof FetchException exception
        && isInconclusive(exception.failure().kind())) {
      if (answer.tryComplete(Document.stale(cached, exception.effort()))) {
        repository.staleWaits().failed();
      }
    } else {
      answer.tryFail(outcome.cause());
    }
  }

  /** Whether a failure says nothing about the document itself. */
  private static boolean isInconclusive(FailureKind kind) {
    return switch (kind) {
      case NOT_FOUND, UNKNOWN_RESOURCE, INVALID_KEY, FORBIDDEN_URL, CANCELLED, LEAVING, INTERNAL ->
          false;
      default -> true;
    };
  }
}
