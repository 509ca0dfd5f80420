package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Announcement;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes one announcement of the reports of all lanes of a process. A process is announced only when
 * each lane has reported since the last announcement, so a lane that hangs silences its process.
 * Thread-safe.
 */
public final class LaneReports {

  private final String fetcher;
  private final String rendezvousId;
  private final int[] queued;
  private final boolean[] reported;
  private int outstanding;
  private boolean leaving;

  /**
   * @param fetcher the process's name
   * @param rendezvousId input of the rendezvous hashing that decides which targets the process
   *     serves
   * @param lanes how many lanes will report
   */
  public LaneReports(String fetcher, String rendezvousId, int lanes) {
    this.fetcher = fetcher;
    this.rendezvousId = rendezvousId;
    this.queued = new int[lanes];
    this.reported = new boolean[lanes];
    this.outstanding = lanes;
  }

  /**
   * Records that a lane works.
   *
   * @param lane from 0
   * @param waiting how many of its calls wait for the upstream
   * @return what to announce, if this was the last report that was missing
   */
  public synchronized Optional<Announcement> report(int lane, int waiting) {
    queued[lane] = waiting;
    if (!reported[lane]) {
      reported[lane] = true;
      outstanding--;
    }
    if (outstanding > 0) {
      return Optional.empty();
    }
    Arrays.fill(reported, false);
    outstanding = reported.length;
    return Optional.of(current());
  }

  /** Records that the process is leaving, and returns what to announce. */
  public synchronized Announcement leave() {
    leaving = true;
    return current();
  }

  /**
   * Returns what the process announces now. It reads bundles, but does not say so in this version:
   * gateways may send them once all fetchers of a cluster can read them.
   */
  public synchronized Announcement current() {
    var waiting = Arrays.stream(queued).asLongStream().sum();
    return new Announcement(
        fetcher,
        rendezvousId,
        queued.length,
        (int) Math.min(Integer.MAX_VALUE, waiting),
        leaving,
        false);
  }
}
