package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.guard.SentRequests.SentRequest;
import dev.pokebatch.process.fair.FairQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The permits of a process for requests in flight, and the queue of the calls that wait for one, of
 * all lanes. Clients take turns; the calls of one client are served in order. A part of the permits
 * is a reserve for clients that have few: a client may take from it while it has no more permits
 * than are free (a dynamic threshold, Choudhury and Hahne 1998), so that none waits for a response
 * to a client that took all the others. There is no reserve while the upstream accepts fewer
 * requests. Shared by all lanes; thread-safe.
 */
public final class Permits {

  /** The maximum number of permits, divided by those in reserve. */
  private static final int PERMITS_PER_RESERVED = 32;

  /** The most permits in reserve: two small batches. */
  private static final int MOST_RESERVED = 64;

  private final ConcurrencyEstimate estimate;
  private final int max;
  private final Map<String, Integer> held = new HashMap<>();
  private final QueueCapacity capacity;
  private final SentRequests sent;
  private final FairQueue<String, Turn> queue = new FairQueue<>(CallQueue.BURST);
  private int running;

  private Permits(
      ConcurrencyEstimate estimate,
      QueueCapacity capacity,
      LongSupplier nanoTime,
      Refusals refusals) {
    this.estimate = estimate;
    this.max = estimate.limit();
    this.capacity = capacity;
    this.sent = new SentRequests(estimate, nanoTime, refusals);
  }

  /**
   * Creates permits that adapt to what the upstream accepts.
   *
   * @param max initial and maximum number of permits
   * @param capacity how many calls may wait
   * @param nanoTime as {@link System#nanoTime}
   * @param refusals is told of each refused request
   */
  public static Permits upTo(
      int max, QueueCapacity capacity, LongSupplier nanoTime, Refusals refusals) {
    return new Permits(new ConcurrencyEstimate(1, max), capacity, nanoTime, refusals);
  }

  /** Creates a fixed number of permits. */
  public static Permits fixed(int count, QueueCapacity capacity, LongSupplier nanoTime) {
    return new Permits(
        new ConcurrencyEstimate(count, count), capacity, nanoTime, (sentAt, explained) -> {});
  }

  /** How many permits there are at present. */
  public synchronized int limit() {
    return estimate.limit();
  }

  /** How many permits are held. */
  public synchronized int used() {
    return running;
  }

  /** How many calls wait for a permit. */
  public synchronized int waiting() {
    return queue.size();
  }

  /**
   * Asks for a permit, which the turn receives now or later.
   *
   * @return false, without any other effect, if too many calls wait
   */
  boolean ask(Turn turn) {
    List<Runnable> due;
    synchronized (this) {
      sent.learn();
      var waits = queue.peek(this::mayTake).isPresent() || !mayTake(turn.client());
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
   * Leaves the queue.
   *
   * @return false if the turn was not in the queue: it has its permit or is about to get it
   */
  synchronized boolean withdraw(Turn turn) {
    var waited = queue.remove(turn.client(), turn);
    if (waited) {
      capacity.giveBack();
    }
    return waited;
  }

  /** Ends a request; its permit goes to the next turn in the queue. */
  private void end(Permit permit, CallOutcome outcome) {
    List<Runnable> due;
    synchronized (this) {
      running--;
      held.computeIfPresent(permit.client, (client, count) -> count == 1 ? null : count - 1);
      sent.end(permit.request, outcome);
      due = due(permit.lane);
      if (running == 0) {
        estimate.idle();
      }
    }
    due.forEach(Runnable::run);
  }

  /**
   * Grants free permits. Turns of the current lane run at once, those of other lanes on their lane.
   */
  private List<Runnable> due(Executor here) {
    var due = new ArrayList<Runnable>(1);
    for (var next = queue.poll(this::mayTake); next.isPresent(); next = queue.poll(this::mayTake)) {
      capacity.giveBack();
      due.add(grant(next.get(), here));
    }
    return due;
  }

  private boolean mayTake(String client) {
    var free = estimate.limit() - running - sent.withheld();
    var isOwn = client.isEmpty(); // a call of the fetcher itself
    return free > reserve() || (free > 0 && (isOwn || held.getOrDefault(client, 0) <= free));
  }

  private int reserve() {
    return estimate.limit() < max ? 0 : Math.min(MOST_RESERVED, max / PERMITS_PER_RESERVED);
  }

  private Runnable grant(Turn turn, Executor here) {
    running++;
    held.merge(turn.client(), 1, Integer::sum);
    var lane = turn.lane();
    var permit = new Permit(lane, turn.client(), sent.add(running));
    return lane == here ? () -> turn.due(permit) : () -> lane.execute(() -> turn.due(permit));
  }

  /** Listens for requests that the upstream refused because there were too many. */
  @FunctionalInterface
  public interface Refusals {
    /**
     * Called for a refused request.
     *
     * @param sentAt when it was sent
     * @param explained whether the number of requests in flight explains the refusal
     */
    void refused(long sentAt, boolean explained);
  }

  /** A call that waits for a permit. Compared by identity. */
  interface Turn {
    /** The client, for taking turns. */
    String client();

    /** Runs tasks on the event loop of the call. */
    Executor lane();

    /** Receives the permit, which must be ended; called on the turn's lane. */
    void due(Permit permit);
  }

  /** The right to have one request in flight. */
  final class Permit {
    private final Executor lane;
    private final String client;
    private final SentRequest request;

    private Permit(Executor lane, String client, SentRequest request) {
      this.lane = lane;
      this.client = client;
      this.request = request;
    }

    /** Returns the permit; called on its lane. */
    void end(CallOutcome how) {
      Permits.this.end(this, how);
    }
  }
}
