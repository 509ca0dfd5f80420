package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.guard.Permits.Refusals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * The requests to the upstream in the order of sending. The estimate learns their outcomes in that
 * order, although responses arrive in another. Not thread-safe.
 */
final class SentRequests {

  /** Refusals are quick: a request without a response for this long counts as accepted. */
  private static final long ACCEPTED_AFTER = Duration.ofSeconds(1).toNanos();

  private final ConcurrencyEstimate estimate;
  private final LongSupplier nanoTime;
  private final Refusals refusals;
  private final Deque<SentRequest> sent = new ArrayDeque<>();
  private int withheld;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param refusals is told of each refused request
   */
  SentRequests(ConcurrencyEstimate estimate, LongSupplier nanoTime, Refusals refusals) {
    this.estimate = estimate;
    this.nanoTime = nanoTime;
    this.refusals = refusals;
  }

  /**
   * Adds a request.
   *
   * @param level the number of requests in flight, including this one
   */
  SentRequest add(int level) {
    var request = new SentRequest(level, nanoTime.getAsLong());
    sent.add(request);
    return request;
  }

  /** Sets the outcome of a request. */
  void end(SentRequest request, CallOutcome outcome) {
    request.outcome = estimate.isFixed() ? CallOutcome.UNKNOWN : outcome;
    if (request.isRefused()) {
      withheld += request.isLearned ? 0 : 1;
      lowerLevelsAfter(request);
    } else if (outcome == CallOutcome.TIMED_OUT) {
      estimate.timedOut(request.sentAt, nanoTime.getAsLong());
    }
    learn();
  }

  /**
   * Returns the number of refused requests that the estimate has not learned from yet. Their
   * permits must not be granted again before.
   */
  int withheld() {
    return withheld;
  }

  /** Corrects the levels of later requests, which counted the refused one as in flight. */
  private void lowerLevelsAfter(SentRequest refused) {
    for (Iterator<SentRequest> later = sent.descendingIterator(); later.hasNext(); ) {
      var request = later.next();
      if (request == refused) {
        return;
      }
      request.level--;
    }
  }

  /** Reports known outcomes to the estimate, up to the first request that may yet be refused. */
  void learn() {
    var now = nanoTime.getAsLong();
    for (var first = sent.peek(); first != null; first = sent.peek()) {
      var isLate = now - first.sentAt >= ACCEPTED_AFTER;
      if (first.outcome == CallOutcome.PENDING && !isLate) {
        return;
      }
      sent.remove();
      first.isLearned = true;
      withheld -= first.isRefused() ? 1 : 0;
      switch (first.outcome) {
        case ACCEPTED, PENDING -> estimate.accepted(first.level, first.sentAt, now);
        case REFUSED -> {
          var explained = !estimate.refused(first.level, first.sentAt, now);
          refusals.refused(first.sentAt, explained);
        }
        case OVERLOADED -> estimate.refused(first.level, first.sentAt, now);
        case TIMED_OUT, UNKNOWN -> {}
      }
    }
  }

  /** A request that was sent. */
  static final class SentRequest {
    private final long sentAt;
    private int level;
    private CallOutcome outcome = CallOutcome.PENDING;
    private boolean isLearned;

    private SentRequest(int level, long sentAt) {
      this.level = level;
      this.sentAt = sentAt;
    }

    private boolean isRefused() {
      return outcome == CallOutcome.REFUSED || outcome == CallOutcome.OVERLOADED;
    }
  }
}
