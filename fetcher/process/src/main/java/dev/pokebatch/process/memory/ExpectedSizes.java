package dev.pokebatch.process.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates the size of documents that have not been read yet, from the average of recent ones of
 * the same resource. Thread-safe.
 */
public final class ExpectedSizes {

  /** The estimate for a resource without any document so far, in bytes. */
  public static final long UNSEEN = 1 << 18;

  /** More than the upstream has resources: a bound against invented names. */
  private static final int MOST_KINDS = 1_000;

  /** The weight of a new size in the moving average. */
  private static final double WEIGHT = 0.1;

  private final Map<String, Double> averages = new ConcurrentHashMap<>();

  /** The estimated size of a document of a resource, in bytes. */
  public long expected(String kind) {
    var average = averages.get(kind);
    return average == null ? UNSEEN : Math.round(average);
  }

  /** Records the size of a document of a resource. */
  public void saw(String kind, long bytes) {
    if (averages.size() < MOST_KINDS || averages.containsKey(kind)) {
      averages.merge(kind, (double) bytes, (average, seen) -> average + WEIGHT * (seen - average));
    }
  }
}
