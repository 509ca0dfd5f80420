package dev.pokebatch.fetcher.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much each client has had of late of something that there is a rate of: with every second that
 * passes, what it had before counts half as much. Not safe for threads; knows no clock.
 */
final class RecentUse {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, Integer> had = new HashMap<>();
  private long secondAt;

  /**
   * @param now as {@link System#nanoTime}
   */
  RecentUse(long now) {
    this.secondAt = now;
  }

  /** Lets seconds pass. */
  void tick(long now) {
    for (; now - secondAt >= SECOND && !had.isEmpty(); secondAt += SECOND) {
      had.replaceAll((client, count) -> count / 2);
      had.values().removeIf(count -> count == 0);
    }
    secondAt = had.isEmpty() ? now : secondAt;
  }

  /** A client had one. */
  void had(String client) {
    had.merge(client, 1, Integer::sum);
  }

  /**
   * Whether a client has had less than it would have if all that had some had had as much.
   *
   * @param rate of all of them, in a second
   */
  boolean isBelowShare(String client, double rate) {
    var clients = had.size() + (had.containsKey(client) ? 0 : 1);
    return had.getOrDefault(client, 0) < rate / clients;
  }
}
