package dev.pokebatch.fetcher.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much of a rate-limited resource each client has used recently. Counts are halved every
 * second. Takes the time as a parameter. Not thread-safe.
 */
final class RecentUse {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, Integer> used = new HashMap<>();
  private long secondAt;

  /**
   * @param now as {@link System#nanoTime}
   */
  RecentUse(long now) {
    this.secondAt = now;
  }

  /** Advances to the given time, second by second. */
  void tick(long now) {
    for (; now - secondAt >= SECOND && !used.isEmpty(); secondAt += SECOND) {
      used.replaceAll((client, count) -> count / 2);
      used.values().removeIf(count -> count == 0);
    }
    secondAt = used.isEmpty() ? now : secondAt;
  }

  /** Records that a client used one unit. */
  void used(String client) {
    used.merge(client, 1, Integer::sum);
  }

  /**
   * Whether a client recently used less than an equal share of the rate.
   *
   * @param rate units a second for all clients together
   */
  boolean isBelowShare(String client, double rate) {
    var clients = used.size() + (used.containsKey(client) ? 0 : 1);
    return used.getOrDefault(client, 0) < rate / clients;
  }
}
