package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.fetcher.fair.FairQueue;
import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Lets clients, and the batches of a client, take turns at what holds their event loop: one piece
 * of work after the other, a batch's next one after everybody else's, and after a few milliseconds
 * the loop may see to its connections and timers before it goes on. As one client sees it. Confined
 * to that event loop.
 */
public final class Turns {

  private static final long SLICE_NANOS = 5_000_000;

  /** So many pieces of work of a client that had less than its share go first. */
  private static final int BURST = 4;

  private final Loop loop;
  private final ClientId client;

  /** The turns of an event loop. */
  public Turns() {
    this(new Loop(), ClientId.GATEWAY);
  }

  private Turns(Loop loop, ClientId client) {
    this.loop = loop;
    this.client = client;
  }

  /** The same turns, for the batches of this client. */
  public Turns of(ClientId other) {
    return new Turns(loop, other);
  }

  /**
   * Runs the work when its turn comes, never at once.
   *
   * @param whose turn it is
   */
  public void take(Vertx vertx, Object whose, Runnable work) {
    loop.add(client, whose, work);
    if (!loop.going) {
      loop.going = true;
      vertx.runOnContext(soon -> loop.go(vertx));
    }
  }

  private static final class Loop {
    private final FairQueue<ClientId, Batch> line = new FairQueue<>(BURST);
    private final Map<Object, Batch> batches = new HashMap<>();
    private boolean going;

    private void add(ClientId client, Object whose, Runnable work) {
      var batch = batches.computeIfAbsent(whose, owner -> new Batch(client, owner));
      batch.work.add(work);
      line.add(batch.client, batch);
    }

    private void go(Vertx vertx) {
      var startedAt = System.nanoTime();
      try {
        while (!line.isEmpty() && System.nanoTime() - startedAt < SLICE_NANOS) {
          line.poll().ifPresent(batch -> next(batch).run());
        }
      } finally {
        going = !line.isEmpty();
        if (going) {
          // A timer: a task that follows a task would keep the loop from all else for a second.
          vertx.setTimer(1, later -> go(vertx));
        }
      }
    }

    private Runnable next(Batch batch) {
      var work = batch.work.remove();
      if (batch.work.isEmpty()) {
        batches.remove(batch.owner);
      } else {
        line.add(batch.client, batch);
      }
      return work;
    }
  }

  /** What a batch has to do. Equal to itself only. */
  private static final class Batch {
    private final ClientId client;
    private final Object owner;
    private final Queue<Runnable> work = new ArrayDeque<>();

    private Batch(ClientId client, Object owner) {
      this.client = client;
      this.owner = owner;
    }
  }
}
