package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call's search for a cached copy at other fetchers, while the fetcher that was asked waits for
 * the upstream or replies that it is unavailable. Another fetcher may have cached the document when
 * it served the target for a busy one. Confined to one event loop.
 */
final class CachedCopySearch {

  /** A cached copy takes no longer than this to arrive, in milliseconds. */
  private static final long CACHED_MS = 100;

  private static final Set<FailureKind> UNAVAILABLE =
      Set.of(FailureKind.CIRCUIT_OPEN, FailureKind.UPSTREAM_UNREACHABLE);

  private final FetcherClient client;
  private final FetcherCall call;
  private final FetchSpec spec;
  private final InFlightRequests requests;
  private final GrantIncrease grant;

  /** The first reply that the upstream is unavailable: the call's reply if no copy is found. */
  private FetchReply.@Nullable Failed unavailable;

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

  /** A fetcher has been asked. If the upstream is unavailable, the search begins soon. */
  void asked(PendingAsk pending) {
    if (client.availability().isUnavailable()) {
      client.later(CACHED_MS, () -> begin(pending));
    }
  }

  /** The fetcher that was asked has not replied for long. */
  void overdue() {
    wasOverdue = true;
  }

  /** A tick has passed. */
  void review(PendingAsk pending) {
    if (client.availability().isUnavailable()) {
      begin(pending);
    }
  }

  /** Begins once, if the call still waits for this reply. */
  void begin(PendingAsk pending) {
    if (spec.cache().mayReuse() && call.waitsFor(pending) && pending.maySearch()) {
      askNext(pending);
    }
  }

  private void askNext(PendingAsk pending) {
    client
        .fleet()
        .chooseBesides(pending.asked(), spec.target())
        .ifPresent(
            member -> {
              pending.asked().add(member);
              askForCachedCopy(member, pending);
            });
  }

  private void askForCachedCopy(Member member, PendingAsk pending) {
    requests
        .askForCachedCopy(member)
        .onComplete(reply -> replied(member, reply, pending), why -> call.notReplied(member, why));
  }

  /** Only a found document ends the call; the fetcher that was asked to get it replies itself. */
  private void replied(Member member, FetchReply reply, PendingAsk pending) {
    if (reply instanceof FetchReply.TooLarge large && !call.hasEnded()) {
      grant.await(large, () -> repeat(member, pending));
      return;
    }
    var isFound = reply instanceof FetchReply.Found;
    if (isFound && wasOverdue) {
      client.availability().heard(reply);
    } else if (!isFound && call.waitsFor(pending)) {
      askNext(pending);
    }
    if (isFound || (unavailable != null && requests.areOver())) {
      call.settle(member, reply);
    }
  }

  private void repeat(Member member, PendingAsk pending) {
    if (!call.hasEnded()) {
      askForCachedCopy(member, pending);
    }
  }

  /**
   * If the reply says that the upstream is unavailable, asks one more fetcher for the document.
   *
   * @return whether the call waits for another reply or for memory, and does not take this one
   */
  boolean continuesAfter(Member member, FetchReply reply) {
    if (!(reply instanceof FetchReply.Failed failed)
        || !UNAVAILABLE.contains(failed.failure().kind())) {
      return false;
    }
    if (unavailable == null) {
      unavailable = failed;
      client.fleet().chooseBesides(Set.of(member), spec.target()).ifPresent(call::ask);
    }
    return !requests.areOver() || grant.isWaiting();
  }

  /** The reply that the caller gets: a found document, or else the first failure. */
  FetchReply settled(FetchReply reply) {
    var before = unavailable;
    if (before == null) {
      return reply;
    }
    return reply instanceof FetchReply.Found found
        ? new FetchReply.Found(
            found.body(), found.origin(), found.effort().following(before.effort()), found.broken())
        : before;
  }
}
