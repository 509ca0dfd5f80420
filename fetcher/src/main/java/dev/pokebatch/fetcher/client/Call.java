package dev.pokebatch.fetcher.client;

import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.CallId;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Expansion;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One document that is asked for: of one fetcher, then of another where that one is lost, until one
 * of them answers or the time is over. Getting is idempotent, so the first answer is taken, whoever
 * gives it. Confined to one event loop.
 */
public final class Call {

  /** So many fetchers may be lost over one document: it might be what they die of. */
  private static final int MOST_LOST = 5;

  /**
   * After so many ticks without a word, 3 s, it is asked for again: a message may have been lost.
   * If none was, the second request joins the first, and costs nothing.
   */
  private static final int PATIENCE = 10;

  private static final long RETRY_AFTER_MS = 1_000;

  private static final Set<FailureKind> AWAY =
      Set.of(FailureKind.CIRCUIT_OPEN, FailureKind.UPSTREAM_UNREACHABLE);

  private final FetcherClient client;
  private final String target;
  private final Projection fields;
  private final Expansion expand;
  private final TransportKind transport;
  private final long deadline;
  private final long patientUntil;
  private final Promise<FetchReply> promise = Promise.promise();
  private final List<Long> numbers = new ArrayList<>(1);
  private @Nullable Member asked;
  private FetchReply.@Nullable Failed unreached;
  private int waited;
  private int lost;
  private Runnable onArrival = () -> {};
  private boolean hasArrived;
  private boolean isWaiting;
  private boolean calledOff;
  private boolean over;

  Call(
      FetcherClient client,
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      Budget budget,
      Budget patience) {
    this.client = client;
    this.target = target;
    this.fields = fields;
    this.expand = expand;
    this.transport = transport;
    var now = System.nanoTime();
    this.deadline = now + TimeUnit.MILLISECONDS.toNanos(budget.millis());
    var patienceMs = Math.min(patience.millis(), budget.millis());
    this.patientUntil = now + TimeUnit.MILLISECONDS.toNanos(patienceMs);
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
    hasArrived = true;
    var action = onArrival;
    onArrival = () -> {};
    action.run();
  }

  /** The name of the fetcher that was asked last; empty where there was none to ask. */
  public String fetcher() {
    var member = asked;
    return member == null ? "" : member.name();
  }

  /** The numbers under which fetchers know it that have not answered. */
  List<Long> numbers() {
    return numbers;
  }

  /** Asks whoever the target belongs to now; where that is nobody, waits for a while. */
  void ask() {
    var chosen = client.fleet().choose(target);
    if (calledOff) {
      fail(FailureKind.CANCELLED, "it was called off");
    } else if (chosen.isEmpty() && System.nanoTime() < patientUntil) {
      asked = null;
      isWaiting = true;
    } else if (chosen.isEmpty()) {
      fail(FailureKind.NO_FETCHER, "no fetcher is there to get the document");
    } else if (lost >= MOST_LOST) {
      fail(FailureKind.NO_FETCHER, "one fetcher after the other was lost over the document");
    } else {
      ask(chosen.get());
    }
  }

  private void ask(Member member) {
    var left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    var id = new CallId(client.name(), client.numberOf(this));
    var request = new FetchRequest(id, target, fields, expand, transport, new Budget(left), false);
    asked = member;
    isWaiting = false;
    waited = 0;
    hasArrived = false;
    numbers.add(id.number());
    member.sent(target);
    client
        .send(member.address(target), request)
        .onComplete(
            outcome -> {
              member.over(target);
              numbers.remove((Long) id.number());
              client.over(id.number());
              if (!over) {
                answered(member, outcome);
              }
            });
  }

  /** Its caller wants it no more: nobody is asked again, and what nobody was asked for is over. */
  void callOff() {
    calledOff = true;
    if (isWaiting && !over) {
      ask();
    }
  }

  /** A tick has passed, or the fleet is another one: it may be time to ask again. */
  void review(boolean tick) {
    var member = asked;
    waited += tick ? 1 : 0;
    if (isWaiting && !over) {
      ask();
    }
    if (member == null || over) {
      return;
    }
    if (member.isGone()) {
      lost++;
      ask();
    } else if (member.isSilent() ? client.hasAnotherThan(member, target) : isOverdue()) {
      ask();
    }
  }

  /** Following links may take its time: who does so has the request. */
  private boolean isOverdue() {
    return waited >= PATIENCE && !hasArrived;
  }

  private void answered(Member member, AsyncResult<Message<FetchReply>> outcome) {
    if (outcome.succeeded()) {
      answered(member, outcome.result().body());
    } else {
      unanswered(member, outcome.cause());
    }
  }

  private void answered(Member member, FetchReply reply) {
    if (reply instanceof FetchReply.Failed failed
        && failed.failure().kind() == FailureKind.LEAVING) {
      member.leaves();
      askAnotherThan(member);
    } else if (!mayBeKeptElsewhere(member, reply)) {
      end();
      promise.complete(settled(reply).after(lost));
    }
  }

  /**
   * Where the upstream is away, what one fetcher has not may be kept by another, which was asked
   * for it while the first had too much to do.
   *
   * @return whether another one has yet to answer
   */
  private boolean mayBeKeptElsewhere(Member member, FetchReply reply) {
    if (!(reply instanceof FetchReply.Failed failed) || !AWAY.contains(failed.failure().kind())) {
      return false;
    }
    if (unreached == null) {
      unreached = failed;
      client.fleet().chooseBesides(member, target).ifPresent(this::ask);
    }
    return !numbers.isEmpty();
  }

  private FetchReply settled(FetchReply reply) {
    var before = unreached;
    if (before == null) {
      return reply;
    }
    return reply instanceof FetchReply.Found found
        ? new FetchReply.Found(
            found.body(), found.origin(), found.effort().following(before.effort()), found.broken())
        : before;
  }

  /** Whatever keeps a request from its fetcher, another one may get it; but for the time. */
  private void unanswered(Member member, Throwable why) {
    if (why instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
      fail(FailureKind.DEADLINE_EXCEEDED, "no fetcher answered in time");
    } else {
      client.fleet().departed(member.name());
      askAnotherThan(member);
    }
  }

  /** Unless another one has been asked already. */
  private void askAnotherThan(Member member) {
    if (asked == member) {
      lost++;
      ask();
    }
  }

  private void fail(FailureKind kind, String detail) {
    var again = kind == FailureKind.NO_FETCHER ? RETRY_AFTER_MS : 0;
    var failure = new Failure(kind, detail, 0, again, List.of(), "");
    var reply = new FetchReply.Failed(failure, lost == 0 ? Effort.UNTRIED : Effort.NONE);
    end();
    // Never before the caller has the call, nor from within what made it fail.
    client.later(() -> promise.complete(reply));
  }

  private void end() {
    over = true;
    client.over(this);
  }
}
