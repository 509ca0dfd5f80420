package dev.pokebatch.process.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Averages of the sizes that were seen of late, by kind of thing: what to reserve for one that has
 * not been seen. Safe for any thread.
 */
public final class ExpectedSizes {

  /** Expected of a kind that was never seen, in bytes. */
  public static final long UNSEEN = 1 << 18;

  /** Kinds are names of the upstream's resources, which are fewer. */
  private static final int MOST_KINDS = 1_000;

  /** A new size counts as much as this share of the average. */
  private static final double WEIGHT = 0.1;

  private final Map<String, Double> averages = new ConcurrentHashMap<>();

  /** Bytes to be expected of something of that kind. */
  public long expected(String kind) {
    var average = averages.get(kind);
    return average == null ? UNSEEN : Math.round(average);
  }

  /** Something of that kind had so many bytes. */
  public void saw(String kind, long bytes) {
    if (averages.size() < MOST_KINDS || averages.containsKey(kind)) {
      averages.merge(kind, (double) bytes, (average, seen) -> average + WEIGHT * (seen - average));
    }
  }
}
