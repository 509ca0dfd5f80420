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
  private final DocumentRepository holdings;
  private final Fetch next;

  StaleOnError(Vertx vertx, DocumentRepository holdings, Fetch next) {
    this.vertx = vertx;
    this.holdings = holdings;
    this.next = next;
  }

  /** A document, newer or kept; a failure only where that says something of the document. */
  Future<Document> get(FetchCall call, CachedDocument kept) {
    var askedMs = holdings.nowMs();
    var leftMs = Math.max(1, call.budget().millis() - RESERVE_MS);
    var signal = new CancelSignal();
    var asked = next.get(call.revalidating(kept, new Budget(leftMs), signal).withFallback());
    Promise<Document> answer = Promise.promise();
    if (!asked.isComplete()) {
      // It goes on when the caller has the kept document: the next one shall have a newer.
      var timer =
          vertx.setTimer(
              Math.min(leftMs, LONGEST_WAIT_MS),
              id -> {
                if (answer.tryComplete(Document.stale(kept, Effort.NONE))
                    && leftMs >= LONGEST_WAIT_MS) {
                  holdings.patience().endured(askedMs);
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
    asked.onComplete(outcome -> told(outcome, kept, answer));
    return answer.future();
  }

  private void told(AsyncResult<Document> outcome, CachedDocument kept, Promise<Document> answer) {
    if (outcome.succeeded()) {
      holdings.patience().answered(holdings.nowMs());
      answer.tryComplete(outcome.result());
    } else if (outcome.cause() instanceof FetchException known
        && saysNothing(known.failure().kind())) {
      if (answer.tryComplete(Document.stale(kept, known.effort()))) {
        holdings.patience().failed();
      }
    } else {
      answer.tryFail(outcome.cause());
    }
  }

  /** Whether a failure is one of asking, and says nothing of what was asked for. */
  private static boolean saysNothing(FailureKind kind) {
    return switch (kind) {
      case NOT_FOUND, UNKNOWN_RESOURCE, INVALID_KEY, FORBIDDEN_URL, CANCELLED, LEAVING, INTERNAL ->
          false;
      default -> true;
    };
  }
}
