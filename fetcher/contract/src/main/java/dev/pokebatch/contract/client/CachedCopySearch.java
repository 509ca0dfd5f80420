package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchReply;
import java.util.Set;

/**
 * A call's search for a fetcher that keeps its document, where the one that was asked waits for the
 * upstream, or says that it is away: another one may have got it while the first had too much to
 * do. Confined to one event loop.
 */
final class CachedCopySearch {

  /** Where the upstream is away, whoever keeps the document has answered by then. */
  private static final long KEPT_MS = 100;

  private final FetcherClient client;
  private final FetcherCall call;
  private final FetchSpec spec;
  private final InFlightRequests requests;
  private final GrantIncrease grant;
  private final UnavailableReply unavailable = new UnavailableReply();
  private boolean wasOverdue;

  CachedCopySearch(
      FetcherClient client,
      FetcherCall call,
      FetchSpec spec,
      InFlightRequests requests,
      GrantIncrease grant) {
    this.client = client;
    this.call = call;
    this.spec = spec;
    this.requests = requests;
    this.grant = grant;
  }

  /** A fetcher has been asked: where the upstream is away, the search begins soon. */
  void begun(PendingAsk pending) {
    if (client.availability().isAway()) {
      client.later(KEPT_MS, () -> begin(pending));
    }
  }

  /** A fetcher has said nothing for long. */
  void overdue() {
    wasOverdue = true;
  }

  /** A tick has passed. */
  void review(PendingAsk pending) {
    if (client.availability().isAway()) {
      begin(pending);
    }
  }

  /** Begins, unless it has, or the call waits for something else by now. */
  void begin(PendingAsk pending) {
    if (call.waitsFor(pending) && pending.mayLookElsewhere()) {
      goOn(pending);
    }
  }

  private void goOn(PendingAsk pending) {
    client
        .fleet()
        .chooseBesides(pending.asked(), spec.target())
        .ifPresent(member -> ask(member, pending));
  }

  private void ask(Member member, PendingAsk pending) {
    pending.asked().add(member);
    askForCachedCopy(member, pending);
  }

  private void askForCachedCopy(Member member, PendingAsk pending) {
    requests
        .askForCachedCopy(member)
        .onComplete(reply -> answered(member, reply, pending), why -> call.unanswered(member, why));
  }

  /** Only a document counts: whoever was asked to get it has yet to answer, or has. */
  private void answered(Member member, FetchReply reply, PendingAsk pending) {
    if (reply instanceof FetchReply.TooLarge large && !call.isOver()) {
      grant.await(large, () -> askAgain(member, pending));
      return;
    }
    var isFound = reply instanceof FetchReply.Found;
    if (isFound && wasOverdue) {
      client.availability().heard(reply);
    } else if (!isFound && call.waitsFor(pending)) {
      goOn(pending);
    }
    if (isFound || (unavailable.isThere() && requests.areOver())) {
      call.settle(member, reply);
    }
  }

  private void askAgain(Member member, PendingAsk pending) {
    if (!call.isOver()) {
      askForCachedCopy(member, pending);
    }
  }

  /**
   * Where a fetcher says that the upstream is away, the next one is asked.
   *
   * @return whether another one has yet to answer
   */
  boolean goesOnAfter(Member member, FetchReply reply) {
    if (!UnavailableReply.is(reply)) {
      return false;
    }
    if (unavailable.take(reply)) {
      client.fleet().chooseBesides(Set.of(member), spec.target()).ifPresent(call::ask);
    }
    return !requests.areOver() || grant.isWaiting();
  }

  /** What the caller is told, where the last reply was this. */
  FetchReply settled(FetchReply reply) {
    return unavailable.settled(reply);
  }
}
