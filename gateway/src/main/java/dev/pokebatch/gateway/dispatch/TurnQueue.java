package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Work of clients, and of the batches of each client, who take turns: a batch's next piece comes
 * after everybody else's. Confined to one event loop.
 */
final class TurnQueue {

  /** So many pieces of work of a client that had less than its share go first. */
  private static final int BURST = 4;

  private final FairQueue<ClientId, Batch> line = new FairQueue<>(BURST);
  private final Map<Object, Batch> batches = new HashMap<>();

  /**
   * Adds a piece of work.
   *
   * @param owner the batch
   */
  void add(ClientId client, Object owner, Runnable work) {
    var batch = batches.computeIfAbsent(owner, unknown -> new Batch(client, owner));
    batch.work.add(work);
    line.add(batch.client, batch);
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  /** Removes the piece whose turn it is; there must be one. */
  Runnable next() {
    var batch = line.poll().orElseThrow();
    var work = batch.work.remove();
    if (batch.work.isEmpty()) {
      batches.remove(batch.owner);
    } else {
      line.add(batch.client, batch);
    }
    return work;
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
