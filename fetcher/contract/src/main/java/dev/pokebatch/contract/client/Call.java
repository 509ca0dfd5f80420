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
public final class Call {

  /** So many fetchers may be lost over one document: it might be what they die of. */
  private static final int MOST_LOST = 5;

  private final FetcherClient client;
  private final Wanted wanted;
  private final long patientUntil;
  private final Promise<FetchReply> promise;
  private final Growth growth;
  private final Requests requests;
  private final Search search;

  /** Null while there is nobody to be asked, or no memory for the document. */
  private @Nullable Wait wait;

  private int lost;
  private Runnable onArrival = () -> {};
  private boolean calledOff;
  private boolean over;

  Call(FetcherClient client, Wanted wanted, Budget budget, Budget patience, Allowance allowance) {
    this.client = client;
    this.promise = client.promise();
    this.wanted = wanted;
    this.growth = new Growth(allowance);
    this.requests = new Requests(client, this, wanted, growth, budget);
    this.search = new Search(client, this, wanted, requests, growth);
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
    if (wait != null) {
      wait.arrived();
    }
    var action = onArrival;
    onArrival = () -> {};
    action.run();
  }

  /** The name of the fetcher that answered or was asked last; empty where there was none. */
  public String fetcher() {
    var answered = wait;
    return answered == null ? "" : answered.member().name();
  }

  /** The numbers under which fetchers know it that have not answered. */
  List<Long> numbers() {
    return requests.numbers();
  }

  /** Asks whoever the target belongs to now; where that is nobody, waits for a while. */
  void ask() {
    var chosen = client.fleet().choose(wanted.target());
    if (calledOff) {
      fail(FailureKind.CANCELLED, "it was called off");
    } else if (chosen.isEmpty() && System.nanoTime() < patientUntil) {
      wait = null;
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
    var begun = new Wait(member);
    wait = begun;
    requests
        .ask(member)
        .onComplete(reply -> answered(member, reply), why -> unanswered(member, why));
    search.begun(begun);
  }

  boolean isOver() {
    return over;
  }

  /** Whether it goes on, and that is what it waits for. */
  boolean waitsFor(Wait other) {
    return !over && wait == other;
  }

  /** Its caller wants it no more: nobody is asked again, and what nobody was asked for is over. */
  void callOff() {
    calledOff = true;
    if (wait == null && !over) {
      ask();
    }
  }

  /** A tick has passed, or the fleet is another one: it may be time to ask again. */
  void review(boolean tick) {
    var waited = wait;
    if (over) {
      return;
    }
    if (waited == null) {
      askUnlessGrowing();
      return;
    }
    if (tick) {
      waited.tick();
    }
    var member = waited.member();
    if (member.isGone()) {
      lost++;
      ask();
    } else if (member.isSilent() && client.hasAnotherThan(member, wanted.target())) {
      ask();
    } else if (!member.isSilent() && waited.isOverdue()) {
      search.overdue();
      ask();
      if (wait != null) {
        search.begin(wait);
      }
    } else {
      search.review(waited);
    }
  }

  private void askUnlessGrowing() {
    if (!growth.isWaiting()) {
      ask();
    } else if (requests.areLate()) {
      fail(FailureKind.DEADLINE_EXCEEDED, "there was no memory for the document in time");
    }
  }

  /** Asks the fetcher again once there is memory for its document, which it keeps meanwhile. */
  private void grow(Member member, FetchReply.TooLarge reply) {
    wait = null;
    growth.await(
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
    client.news().heard(reply);
    if (reply instanceof FetchReply.TooLarge large) {
      grow(member, large);
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
      wait = new Wait(member);
      end();
      promise.complete(growth.settled(search.settled(reply)).after(lost));
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
    if (wait != null && wait.member() == member) {
      lost++;
      ask();
    }
  }

  private void fail(FailureKind kind, String detail) {
    var reply = growth.settled(NoReply.of(kind, detail, lost > 0));
    end();
    // Never before the caller has the call, nor from within what made it fail.
    client.later(() -> promise.complete(reply));
  }

  private void end() {
    over = true;
    client.over(this);
  }
}
