package dev.pokebatch.fetcher.guard;

import dev.pokebatch.process.fair.FairQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The permits of a process for requests under way, and the line of those who wait for one,
 * whichever lane they belong to: clients take turns, and those of a client come in the order in
 * which they came. Shared by all lanes and safe to share.
 */
public final class Permits {

  /** A refusal comes soon: a request without an answer for so long counts as accepted. */
  private static final long ACCEPTED_AFTER = Duration.ofSeconds(1).toNanos();

  private final ConcurrencyEstimate estimate;
  private final QueueCapacity capacity;
  private final LongSupplier nanoTime;
  private final Refusals refusals;
  private final FairQueue<String, Turn> queue = new FairQueue<>(CallQueue.BURST);
  private final Deque<Permit> sent = new ArrayDeque<>();
  private int running;

  /** Permits of refused requests that have not been learned from yet: nobody else gets them. */
  private int withheld;

  private Permits(
      ConcurrencyEstimate estimate,
      QueueCapacity capacity,
      LongSupplier nanoTime,
      Refusals refusals) {
    this.estimate = estimate;
    this.capacity = capacity;
    this.nanoTime = nanoTime;
    this.refusals = refusals;
  }

  /**
   * As many permits as the upstream takes.
   *
   * @param max permits at the start, and at most
   * @param capacity for turns that wait
   * @param nanoTime as {@link System#nanoTime}
   * @param refusals hears of each request that was refused
   */
  public static Permits upTo(
      int max, QueueCapacity capacity, LongSupplier nanoTime, Refusals refusals) {
    return new Permits(new ConcurrencyEstimate(1, max), capacity, nanoTime, refusals);
  }

  /** Always the same number of permits. */
  public static Permits fixed(int count, QueueCapacity capacity, LongSupplier nanoTime) {
    return new Permits(
        new ConcurrencyEstimate(count, count), capacity, nanoTime, (sentAt, explained) -> {});
  }

  /**
   * Asks for a permit, which the turn receives now or when it is due.
   *
   * @return false, and nothing else happens, where too many wait already
   */
  boolean ask(Turn turn) {
    List<Runnable> due;
    synchronized (this) {
      learn();
      var waits = !queue.isEmpty() || running + withheld >= estimate.limit();
      if (!waits) {
        due = List.of(grant(turn, turn.lane()));
      } else if (capacity.take()) {
        queue.add(turn.client(), turn);
        due = due(turn.lane());
      } else {
        return false;
      }
    }
    due.forEach(Runnable::run);
    return true;
  }

  /**
   * Leaves the line.
   *
   * @return false where it was not there: its permit has come or is about to
   */
  synchronized boolean withdraw(Turn turn) {
    var waited = queue.remove(turn.client(), turn);
    if (waited) {
      capacity.giveBack();
    }
    return waited;
  }

  /** Ends a request, whose permit goes to the next in line. */
  private void end(Permit permit, Outcome outcome) {
    List<Runnable> due;
    synchronized (this) {
      running--;
      permit.outcome = estimate.isFixed() ? Outcome.UNKNOWN : outcome;
      if (permit.isRefused()) {
        withheld += permit.isLearnedFrom ? 0 : 1;
        lowerLevelsAfter(permit);
      } else if (outcome == Outcome.TIMED_OUT) {
        estimate.timedOut(permit.sentAt, nanoTime.getAsLong());
      }
      learn();
      due = due(permit.lane);
      if (running == 0) {
        estimate.idle();
      }
    }
    due.forEach(Runnable::run);
  }

  /** A refused request was not under way at the upstream, though those after it counted it. */
  private void lowerLevelsAfter(Permit refused) {
    for (Iterator<Permit> later = sent.descendingIterator(); later.hasNext(); ) {
      var permit = later.next();
      if (permit == refused) {
        return;
      }
      permit.level--;
    }
  }

  /** Reports outcomes in the order of sending, as far as they are known. */
  private void learn() {
    var now = nanoTime.getAsLong();
    for (var first = sent.peek(); first != null; first = sent.peek()) {
      var isLate = now - first.sentAt >= ACCEPTED_AFTER;
      if (first.outcome == Outcome.PENDING && !isLate) {
        return;
      }
      sent.remove();
      first.isLearnedFrom = true;
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

  /** Hands out permits: on the lane that we are on at once, on others as soon as they can. */
  private List<Runnable> due(Executor here) {
    var due = new ArrayList<Runnable>(1);
    while (running + withheld < estimate.limit() && !queue.isEmpty()) {
      queue
          .poll()
          .ifPresent(
              turn -> {
                capacity.giveBack();
                due.add(grant(turn, here));
              });
    }
    return due;
  }

  private Runnable grant(Turn turn, Executor here) {
    running++;
    var lane = turn.lane();
    var permit = new Permit(lane, running, nanoTime.getAsLong());
    sent.add(permit);
    return lane == here ? () -> turn.due(permit) : () -> lane.execute(() -> turn.due(permit));
  }

  /** How a request ended, as far as it says how many the upstream takes. */
  enum Outcome {
    PENDING,
    ACCEPTED,
    /** There were too many, at once or in a short time. */
    REFUSED,
    /** There may have been too many at once. */
    OVERLOADED,
    TIMED_OUT,
    UNKNOWN
  }

  /** Hears of requests that the upstream refused because there were too many. */
  @FunctionalInterface
  public interface Refusals {
    /**
     * A request was refused.
     *
     * @param sentAt when it was sent
     * @param explained whether the number of requests under way explains it
     */
    void refused(long sentAt, boolean explained);
  }

  /** Somebody who waits for a permit. Equal to itself only. */
  interface Turn {
    /** Whose it is: clients take turns. */
    String client();

    /** Where to call it. */
    Executor lane();

    /** Its permit has come, and must be ended; called on its lane. */
    void due(Permit permit);
  }

  /** The right to have a request under way. */
  final class Permit {
    private final Executor lane;
    private final long sentAt;
    private int level;
    private Outcome outcome = Outcome.PENDING;
    private boolean isLearnedFrom;

    private Permit(Executor lane, int level, long sentAt) {
      this.lane = lane;
      this.level = level;
      this.sentAt = sentAt;
    }

    private boolean isRefused() {
      return outcome == Outcome.REFUSED || outcome == Outcome.OVERLOADED;
    }

    /** Gives it back; called on its lane. */
    void end(Outcome how) {
      Permits.this.end(this, how);
    }
  }
}
