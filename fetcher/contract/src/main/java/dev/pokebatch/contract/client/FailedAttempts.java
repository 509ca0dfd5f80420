package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.HashSet;
import java.util.Set;

/**
 * The attempts of one call that failed because the fetcher was lost, was shutting down or could not
 * read the request. Confined to one event loop.
 */
final class FailedAttempts {

  /** A call ends after this many failed attempts: the document may be what kills fetchers. */
  private static final int MAX = 5;

  private static final long RETRY_AFTER_MS = 1_000;

  private final Set<Member> excluded = new HashSet<>();
  private boolean unreadable;
  private int count;

  void add() {
    count++;
  }

  /** Records a fetcher that this call does not ask again. */
  void exclude(Member member) {
    excluded.add(member);
  }

  /** Records a fetcher that could not read the request, or whose reply is invalid. */
  void excludeUnreadable(Member member) {
    unreadable = true;
    exclude(member);
  }

  /** The fetchers that this call does not ask again. */
  Set<Member> excluded() {
    return excluded;
  }

  /** Whether a fetcher could not read the request, or its reply was invalid. */
  boolean wereUnreadable() {
    return unreadable;
  }

  boolean areTooMany() {
    return count >= MAX;
  }

  /** Returns the reply with the failed attempts added to its effort. */
  FetchReply addTo(FetchReply reply) {
    return reply.after(count);
  }

  /** Returns the reply of a call that ends without one of a fetcher. */
  FetchReply.Failed failure(FailureKind kind, String detail) {
    var retryAfterMs = kind == FailureKind.NO_FETCHER ? RETRY_AFTER_MS : 0;
    var effort = count > 0 ? Effort.NONE : Effort.UNTRIED;
    return new FetchReply.Failed(Failure.until(kind, detail, retryAfterMs), effort);
  }
}
