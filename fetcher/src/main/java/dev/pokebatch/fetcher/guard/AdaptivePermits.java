package dev.pokebatch.fetcher.guard;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import java.util.concurrent.TimeUnit;

/**
 * How many calls may be under way, by what was lost of late: additive increase, multiplicative
 * decrease. It begins with the most, for an upstream that is well takes them. The only class that
 * knows the library. Confined to one event loop.
 */
public final class AdaptivePermits {

  /** Only a loss is one: an answer that takes its time is none, whatever the time. */
  private static final long NEVER_DAYS = 365;

  private final AIMDLimit limit;
  private long shrunkAt;
  private boolean shrunk;

  private AdaptivePermits(int least, int most) {
    this.limit =
        AIMDLimit.newBuilder()
            .initialLimit(most)
            .minLimit(least)
            .maxLimit(most)
            .timeout(NEVER_DAYS, TimeUnit.DAYS)
            .build();
  }

  /** Never fewer than the least, nor more than the most, both at least 1. */
  public static AdaptivePermits between(int least, int most) {
    return new AdaptivePermits(Math.min(least, most), most);
  }

  int count() {
    return limit.getLimit();
  }

  /**
   * A call has ended. Calls that are lost together count once: what was under way when the permits
   * became fewer says nothing of that many.
   *
   * @param startedAt when it began, by the same clock as now
   * @param underWay how many were, this one included
   * @param lost whether the upstream could not bear it
   */
  void ended(long startedAt, long now, int underWay, boolean lost) {
    if (!lost) {
      limit.onSample(startedAt, now - startedAt, underWay, false);
    } else if (!shrunk || startedAt - shrunkAt >= 0) {
      limit.onSample(startedAt, now - startedAt, underWay, true);
      shrunk = true;
      shrunkAt = now;
    }
  }
}
