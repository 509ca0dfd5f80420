package dev.pokebatch.gateway.testing;

import java.util.Random;

/**
 * How many requests several clients have made, by which a client measures how long it does nothing.
 * Thread-safe.
 */
public final class Activity {

  private final int clients;
  private int requests;
  private int waiting;
  private boolean over;

  /**
   * @param clients how many there are; at most half of them wait at a time
   */
  public Activity(int clients) {
    this.clients = clients;
  }

  /** A client has made a request and is done with it. */
  public synchronized void add() {
    requests++;
    notifyAll();
  }

  /** The clients are to end: nobody waits any more. */
  public synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Whether the clients are to end. */
  public synchronized boolean isOver() {
    return over;
  }

  /** Waits until the others have made some requests, from none to this many. */
  public void pause(Random random, int most) throws InterruptedException {
    var until = random.nextInt(most + 1);
    synchronized (this) {
      if (waiting >= clients / 2) {
        return;
      }
      waiting++;
      until += requests;
      while (requests < until && !over) {
        wait();
      }
      waiting--;
    }
  }
}
