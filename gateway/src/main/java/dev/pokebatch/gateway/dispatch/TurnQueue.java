package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * A queue of tasks in which clients take turns, and so do the batches of a client. Confined to one
 * event loop.
 */
final class TurnQueue {

  /** The number of tasks with which an idle client passes others. */
  private static final int BURST = 4;

  private final FairQueue<ClientId, Batch> queue = new FairQueue<>(BURST);
  private final Map<Object, Batch> batches = new HashMap<>();

  /**
   * Adds a task.
   *
   * @param owner the batch that the task belongs to
   */
  void add(ClientId client, Object owner, Runnable work) {
    var batch = batches.computeIfAbsent(owner, unknown -> new Batch(client, owner));
    batch.work.add(work);
    queue.add(batch.client, batch);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Removes the next task; the queue must not be empty. */
  Runnable next() {
    var batch = queue.poll().orElseThrow();
    var work = batch.work.remove();
    if (batch.work.isEmpty()) {
      batches.remove(batch.owner);
    } else {
      queue.add(batch.client, batch);
    }
    return work;
  }

  /** The tasks of a batch. Equal to itself only. */
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
