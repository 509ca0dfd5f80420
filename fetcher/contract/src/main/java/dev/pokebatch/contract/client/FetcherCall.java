package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gets one document from the fetchers. Asks the fetcher that the target belongs to, and another one
 * if that one is lost, until one replies or the budget is spent. While a fetcher waits for an
 * unavailable upstream, others are asked for cached copies. Fetching is idempotent, so the first
 * reply is taken. Confined to one event loop.
 */
public final class FetcherCall {

  private final FetcherClient client;
  private final FetchSpec spec;
  private final Promise<FetchReply> promise;
  private final GrantIncrease grant;
  private final InFlightRequests requests;
  private final CachedCopySearch search;
  private final FetcherChoice choice;

  /** Null while the call waits for a fetcher to appear, or for memory. */
  private @Nullable PendingAsk pending;

  private Runnable onArrival = () -> {};
  private boolean cancelled;
  private boolean ended;

  FetcherCall(
      FetcherClient client, FetchSpec spec, Budget budget, Budget patience, MemoryGrant memory) {
    this.client = client;
    this.promise = client.promise();
    this.spec = spec;
    this.grant = new GrantIncrease(memory);
    this.requests = new InFlightRequests(client, this, spec, grant, budget);
    this.search = new CachedCopySearch(client, this, spec, requests, grant);
    this.choice = new FetcherChoice(client.fleet(), spec.target(), budget, patience);
  }

  /** The reply. Never fails: failures of the event bus become a {@link FetchReply.Failed}. */
  public Future<FetchReply> reply() {
    return promise.future();
  }

  /**
   * Sets the action that runs when the document is there and its links are being followed. It does
   * not run for a document without links to follow.
   */
  public void onArrival(Runnable action) {
    onArrival = action;
  }

  void arrived() {
    if (pending != null) {
      pending.arrived();
    }
    var action = onArrival;
    onArrival = () -> {};
    action.run();
  }

  /** The name of the fetcher that replied or was asked last; empty if none was asked. */
  public String fetcher() {
    var last = pending;
    return last == null ? "" : last.member().name();
  }

  /** The addresses that the requests in flight were sent to, by number of the request. */
  Map<Long, String> addresses() {
    return requests.addresses();
  }

  /** Asks the fetcher that the target belongs to now, or waits for one to appear. */
  void ask() {
    var chosen = choice.next();
    if (cancelled) {
      fail(FailureKind.CANCELLED, "the request was cancelled");
    } else if (chosen.isEmpty() && choice.waits()) {
      pending = null;
    } else if (chosen.isEmpty()) {
      fail(FailureKind.NO_FETCHER, choice.whyNone());
    } else if (choice.hasFailedTooOften()) {
      fail(FailureKind.NO_FETCHER, "too many fetchers were lost during this request");
    } else {
      ask(chosen.get());
    }
  }

  void ask(Member member) {
    choice.asked();
    var asked = new PendingAsk(member);
    pending = asked;
    requests
        .ask(member)
        .onComplete(reply -> replied(member, reply), why -> notReplied(member, why));
    search.asked(asked);
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether the call has not ended and still waits for this reply. */
  boolean waitsFor(PendingAsk other) {
    return !ended && pending == other;
  }

  /** Asks no more fetchers. A call that has no request in flight ends now. */
  void cancel() {
    cancelled = true;
    if (pending == null && !ended) {
      ask();
    }
  }

  /** Asks another fetcher if it is time to; called on each tick and when the fleet changes. */
  void review(boolean tick) {
    var waited = pending;
    if (ended) {
      return;
    }
    if (waited == null) {
      askUnlessWaitingForMemory();
      return;
    }
    if (tick) {
      waited.tick();
    }
    var member = waited.member();
    if (requests.areUnanswered()) {
      failUnanswered();
    } else if (member.isGone()) {
      choice.addFailed();
      ask();
    } else if (member.isUnresponsive() && choice.isOtherThan(member)) {
      ask();
    } else if (!member.isSilent() && waited.isOverdue()) {
      search.overdue();
      ask();
      if (pending != null) {
        search.begin(pending);
      }
    } else {
      search.review(waited);
    }
  }

  private void askUnlessWaitingForMemory() {
    if (!grant.isWaiting()) {
      ask();
    } else if (requests.areLate()) {
      fail(FailureKind.DEADLINE_EXCEEDED, "there was no memory for the document in time");
    }
  }

  /** Repeats the request when there is memory for the document, which the fetcher has cached. */
  private void increaseGrant(Member member, FetchReply.TooLarge reply) {
    pending = null;
    grant.await(
        reply,
        () -> {
          if (!ended && member.serves() && !member.isSilent()) {
            ask(member);
          } else if (!ended) {
            ask();
          }
        });
  }

  private void replied(Member member, FetchReply reply) {
    member.replied(spec.target());
    if (ended) {
      return;
    }
    if (!spec.cache().ignoresStaleness()) { // otherwise a stale document says nothing
      client.availability().heard(reply);
    }
    if (reply instanceof FetchReply.TooLarge large) {
      increaseGrant(member, large);
    } else if (reply.isFailure(FailureKind.LEAVING)) {
      member.leaves();
      choice.exclude(member);
      askOtherThan(member);
    } else if (reply.isFailure(FailureKind.UNREADABLE)) {
      choice.excludeUnreadable(member);
      askOtherThan(member);
    } else if (!search.continuesAfter(member, reply)) {
      settle(member, reply);
    }
  }

  /** Ends the call with a reply, unless it has ended. */
  void settle(Member member, FetchReply reply) {
    if (!ended) {
      pending = new PendingAsk(member);
      end();
      promise.complete(choice.addFailedTo(grant.settled(search.settled(reply))));
    }
  }

  /** A request has failed on the event bus: asks another fetcher, unless the time is over. */
  void notReplied(Member member, Throwable why) {
    if (ended) {
      return;
    }
    switch (why instanceof ReplyException reply ? reply.failureType() : ReplyFailure.NO_HANDLERS) {
      case TIMEOUT -> failUnanswered();
      case NO_HANDLERS -> {
        client.fleet().departed(member);
        askOtherThan(member);
      }
      case ERROR, RECIPIENT_FAILURE -> {
        choice.excludeUnreadable(member);
        askOtherThan(member);
      }
    }
  }

  /** Asks another fetcher, unless another one was asked in the meantime. */
  private void askOtherThan(Member member) {
    if (pending != null && pending.member() == member) {
      choice.addFailed();
      ask();
    }
  }

  private void failUnanswered() {
    fail(FailureKind.DEADLINE_EXCEEDED, "no fetcher replied in time");
  }

  private void fail(FailureKind kind, String detail) {
    var reply = grant.settled(choice.failure(kind, detail));
    end();
    // Later: the caller does not have the call yet, or is the one that made it fail.
    client.later(() -> promise.complete(reply));
  }

  private void end() {
    ended = true;
    client.ended(this);
  }
}
