package dev.pokebatch.gateway.dispatch;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Lets the batches of one event loop take turns at what holds it: one piece of work after the
 * other, a batch's next one after everybody else's, and after a few milliseconds the loop may see
 * to its connections and timers before it goes on. Confined to that event loop.
 */
public final class Turns {

  private static final long SLICE_NANOS = 5_000_000;

  private final Map<Object, Queue<Runnable>> waiting = new LinkedHashMap<>();
  private boolean going;

  /**
   * Runs the work when its turn comes, never at once.
   *
   * @param whose turn it is
   */
  public void take(Vertx vertx, Object whose, Runnable work) {
    waiting.computeIfAbsent(whose, who -> new ArrayDeque<>()).add(work);
    if (!going) {
      going = true;
      vertx.runOnContext(soon -> go(vertx));
    }
  }

  private void go(Vertx vertx) {
    var startedAt = System.nanoTime();
    try {
      while (!waiting.isEmpty() && System.nanoTime() - startedAt < SLICE_NANOS) {
        next().run();
      }
    } finally {
      going = !waiting.isEmpty();
      if (going) {
        // A timer: a task that follows a task would keep the loop from all else for up to a second.
        vertx.setTimer(1, later -> go(vertx));
      }
    }
  }

  private Runnable next() {
    var first = waiting.entrySet().iterator();
    var batch = first.next();
    first.remove();
    var work = batch.getValue().remove();
    if (!batch.getValue().isEmpty()) {
      waiting.put(batch.getKey(), batch.getValue());
    }
    return work;
  }
}
