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
 * Asks the upstream whether a kept document still holds, and gives out that document where the
 * upstream cannot say, or not soon (RFC 5861, section 4; RFC 9111, section 4.2.4). Confined to one
 * event loop.
 */
final class StaleOnError {

  /** What is left of a caller's time when it gets the kept document after all. */
  private static final long RESERVE_MS = 50;

  /**
   * Whoever has a document in hand does not wait for a newer one as if there were none; but longer
   * than for its token, where as much is under way as may be by default.
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

  /** A document, newer or kept; a failure only where that says something of the document. */
  Future<Document> get(FetchCall call, CachedDocument cached) {
    var askedMs = repository.nowMs();
    var leftMs = Math.max(1, call.budget().millis() - RESERVE_MS);
    var signal = new CancelSignal();
    var asked = next.get(call.revalidating(cached, new Budget(leftMs), signal).withFallback());
    Promise<Document> answer = Promise.promise();
    if (!asked.isComplete()) {
      // It goes on when the caller has the kept document: the next one shall have a newer.
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
    } else if (outcome.cause() instanceof FetchException known
        && isInconclusive(known.failure().kind())) {
      if (answer.tryComplete(Document.stale(cached, known.effort()))) {
        repository.staleWaits().failed();
      }
    } else {
      answer.tryFail(outcome.cause());
    }
  }

  /** Whether a failure is one of asking, and says nothing of what was asked for. */
  private static boolean isInconclusive(FailureKind kind) {
    return switch (kind) {
      case NOT_FOUND, UNKNOWN_RESOURCE, INVALID_KEY, FORBIDDEN_URL, CANCELLED, LEAVING, INTERNAL ->
          false;
      default -> true;
    };
  }
}
