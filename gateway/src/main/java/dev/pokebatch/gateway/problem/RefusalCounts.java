package dev.pokebatch.gateway.problem;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of this process that were answered with a problem. Thread-safe. */
public final class RefusalCounts {

  private static final Map<ProblemType, LongAdder> COUNTS = new EnumMap<>(ProblemType.class);

  static {
    for (var type : ProblemType.values()) {
      COUNTS.put(type, new LongAdder());
    }
  }

  private RefusalCounts() {}

  /** Counts a request that is answered with a problem. */
  public static void add(Problem problem) {
    var count = COUNTS.get(problem.type());
    if (count != null) {
      count.increment();
    }
  }

  /** Returns the number of requests that were answered with a problem of this type. */
  public static long count(ProblemType type) {
    var count = COUNTS.get(type);
    return count == null ? 0 : count.sum();
  }
}
