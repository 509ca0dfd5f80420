package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One document that is asked for: of one fetcher, then of another where that one is lost, until one
 * of them answers or the time is over; and where the upstream keeps the one waiting, of another for
 * what it keeps. Getting is idempotent, so the first answer is taken, whoever gives it. Confined to
 * one event loop.
 */
public final class FetcherCall {

  /** So many fetchers may be lost over one document: it might be what they die of. */
  private static final int MOST_LOST = 5;

  private final FetcherClient client;
  private final FetchSpec spec;
  private final long patientUntil;
  private final Promise<FetchReply> promise;
  private final GrantIncrease grant;
  private final InFlightRequests requests;
  private final CachedCopySearch search;

  /** Null while there is nobody to be asked, or no memory for the document. */
  private @Nullable PendingAsk pending;

  private int lost;
  private Runnable onArrival = () -> {};
  private boolean calledOff;
  private boolean over;

  FetcherCall(
      FetcherClient client, FetchSpec spec, Budget budget, Budget patience, MemoryGrant allowance) {
    this.client = client;
    this.promise = client.promise();
    this.spec = spec;
    this.grant = new GrantIncrease(allowance);
    this.requests = new InFlightRequests(client, this, spec, grant, budget);
    this.search = new CachedCopySearch(client, this, spec, requests, grant);
    var patienceMs = Math.min(patience.millis(), budget.millis());
    this.patientUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
  }

  /**
   * The reply; it never fails, for what goes wrong on the bus is a {@link FetchReply.Failed} too.
   */
  public Future<FetchReply> reply() {
    return promise.future();
  }

  /**
   * Runs the action when the document is there and its links are being followed; not where there
   * are none to be followed.
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

  /** The name of the fetcher that answered or was asked last; empty where there was none. */
  public String fetcher() {
    var answered = pending;
    return answered == null ? "" : answered.member().name();
  }

  /** The numbers under which fetchers know it that have not answered. */
  List<Long> numbers() {
    return requests.numbers();
  }

  /** Asks whoever the target belongs to now; where that is nobody, waits for a while. */
  void ask() {
    var chosen = client.fleet().choose(spec.target());
    if (calledOff) {
      fail(FailureKind.CANCELLED, "it was called off");
    } else if (chosen.isEmpty() && System.nanoTime() < patientUntil) {
      pending = null;
    } else if (chosen.isEmpty()) {
      fail(FailureKind.NO_FETCHER, "no fetcher is there to get the document");
    } else if (lost >= MOST_LOST) {
      fail(FailureKind.NO_FETCHER, "one fetcher after the other was lost over the document");
    } else {
      ask(chosen.get());
    }
  }

  /** Asks that one. */
  void ask(Member member) {
    var begun = new PendingAsk(member);
    pending = begun;
    requests
        .ask(member)
        .onComplete(reply -> answered(member, reply), why -> unanswered(member, why));
    search.begun(begun);
  }

  boolean isOver() {
    return over;
  }

  /** Whether it goes on, and that is what it waits for. */
  boolean waitsFor(PendingAsk other) {
    return !over && pending == other;
  }

  /** Its caller wants it no more: nobody is asked again, and what nobody was asked for is over. */
  void callOff() {
    calledOff = true;
    if (pending == null && !over) {
      ask();
    }
  }

  /** A tick has passed, or the fleet is another one: it may be time to ask again. */
  void review(boolean tick) {
    var waited = pending;
    if (over) {
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
    if (member.isGone()) {
      lost++;
      ask();
    } else if (member.isSilent() && client.hasAnotherThan(member, spec.target())) {
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

  /** Asks the fetcher again once there is memory for its document, which it keeps meanwhile. */
  private void increaseGrant(Member member, FetchReply.TooLarge reply) {
    pending = null;
    grant.await(
        reply,
        () -> {
          if (!over && member.serves() && !member.isSilent()) {
            ask(member);
          } else if (!over) {
            ask();
          }
        });
  }

  private void answered(Member member, FetchReply reply) {
    if (over) {
      return;
    }
    client.availability().heard(reply);
    if (reply instanceof FetchReply.TooLarge large) {
      increaseGrant(member, large);
    } else if (reply instanceof FetchReply.Failed failed
        && failed.failure().kind() == FailureKind.LEAVING) {
      member.leaves();
      askAnotherThan(member);
    } else if (!search.goesOnAfter(member, reply)) {
      settle(member, reply);
    }
  }

  /** This is the reply; once it is over, that matters no more. */
  void settle(Member member, FetchReply reply) {
    if (!over) {
      pending = new PendingAsk(member);
      end();
      promise.complete(grant.settled(search.settled(reply)).after(lost));
    }
  }

  /** Whatever keeps a request from its fetcher, another one may get it; but for the time. */
  void unanswered(Member member, Throwable why) {
    if (over) {
      return;
    }
    if (why instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
      fail(FailureKind.DEADLINE_EXCEEDED, "no fetcher answered in time");
    } else {
      client.fleet().departed(member.name());
      askAnotherThan(member);
    }
  }

  /** Unless another one has been asked already. */
  private void askAnotherThan(Member member) {
    if (pending != null && pending.member() == member) {
      lost++;
      ask();
    }
  }

  private void fail(FailureKind kind, String detail) {
    var reply = grant.settled(NoReply.of(kind, detail, lost > 0));
    end();
    // Never before the caller has the call, nor from within what made it fail.
    client.later(() -> promise.complete(reply));
  }

  private void end() {
    over = true;
    client.over(this);
  }
}
