package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.process.memory.Reservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * The memory of one expansion: the document's text, the documents that replace links, and the
 * expanded document. Requests to grow are served one after the other. Confined to one event loop.
 */
final class ExpansionMemory {

  private final Reservation reservation;
  private final Executor lane;
  private final Deque<Taking> line = new ArrayDeque<>();

  /**
   * @param reservation granted for the document's text
   * @param lane runs tasks on the event loop
   */
  ExpansionMemory(Reservation reservation, Executor lane) {
    this.reservation = reservation;
    this.lane = lane;
  }

  /**
   * Reserves more memory.
   *
   * @param taken runs once the memory is reserved, never from within this method; not at all if the
   *     reservation is closed before
   */
  void take(long bytes, Runnable taken) {
    line.add(new Taking(bytes, taken));
    if (line.size() == 1) {
      takeNext();
    }
  }

  /** Releases some of it. */
  void giveBack(long bytes) {
    reservation.giveBack(bytes);
  }

  /** Reduces the reservation to its final size. */
  void settle(long bytes) {
    reservation.settle(bytes);
  }

  private void takeNext() {
    var next = line.element();
    reservation.grow(
        next.bytes,
        lane,
        () -> {
          line.remove();
          if (!line.isEmpty()) {
            takeNext();
          }
          next.taken.run();
        });
  }

  private record Taking(long bytes, Runnable taken) {}
}
