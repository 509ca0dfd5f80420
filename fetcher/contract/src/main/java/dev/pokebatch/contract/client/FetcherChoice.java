package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which fetcher a call asks next: none that is shutting down or could not read the request. Counts
 * the attempts that failed, and says how long the call waits for a fetcher to appear. Confined to
 * one event loop.
 */
final class FetcherChoice {

  /** A call ends after this many failed attempts: the document may be what kills fetchers. */
  private static final int MAX = 5;

  private static final long RETRY_AFTER_MS = 1_000;

  private final Fleet fleet;
  private final String target;
  private final long started = System.nanoTime();
  private final long budget;
  private final long patience;
  private final Set<Member> excluded = new HashSet<>();
  private @Nullable Long waitsSince;
  private boolean unreadable;
  private int count;

  FetcherChoice(Fleet fleet, String target, Budget budget, Budget patience) {
    this.fleet = fleet;
    this.target = target;
    this.budget = TimeUnit.MILLISECONDS.toNanos(budget.millis());
    this.patience = TimeUnit.MILLISECONDS.toNanos(patience.millis());
  }

  /** The fetcher to ask next; empty if there is none. */
  Optional<Member> next() {
    return fleet.choose(target, excluded);
  }

  /** Whether another fetcher would be asked next. */
  boolean isOtherThan(Member member) {
    return next().filter(other -> other != member).isPresent();
  }

  /** Whether a call that finds no fetcher still waits for one. It waits anew after each request. */
  boolean waits() {
    var now = System.nanoTime();
    waitsSince = waitsSince == null ? now : waitsSince;
    return now - started < budget && now - waitsSince < patience;
  }

  /** A fetcher is asked. */
  void asked() {
    waitsSince = null;
  }

  /** Counts a failed attempt. */
  void addFailed() {
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

  /** Why there is no fetcher to ask. */
  String whyNone() {
    return unreadable
        ? "no fetcher can read the request: all run other versions"
        : "no fetcher is available";
  }

  boolean hasFailedTooOften() {
    return count >= MAX;
  }

  /** Returns the reply with the failed attempts added to its effort. */
  FetchReply addFailedTo(FetchReply reply) {
    return reply.after(count);
  }

  /** Returns the reply of a call that ends without one of a fetcher. */
  FetchReply.Failed failure(FailureKind kind, String detail) {
    var retryAfterMs = kind == FailureKind.NO_FETCHER ? RETRY_AFTER_MS : 0;
    var effort = count > 0 ? Effort.NONE : Effort.UNTRIED;
    return new FetchReply.Failed(Failure.until(kind, detail, retryAfterMs), effort);
  }
}
