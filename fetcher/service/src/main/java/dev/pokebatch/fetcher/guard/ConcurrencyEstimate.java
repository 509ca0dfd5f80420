package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * Estimates how many concurrent requests the upstream accepts, from the ones that it refused. Each
 * outcome comes with its level: the number of accepted requests in flight when it was sent, itself
 * included. A level that was accepted is proven; repeated refusals above all proven levels reveal
 * the upstream's limit. Refusals at proven levels count only if they are a tenth of all outcomes.
 * After a cut the limit grows again, at first by one request after a pause that doubles with each
 * failed attempt, then faster. Outcomes must be reported in the order of sending. Takes the time as
 * a parameter.
 */
final class ConcurrencyEstimate {

  /** A single refusal may be chance. */
  private static final int REPEATED = 2;

  /** With fewer refusals at proven levels, a share of a tenth may be chance. */
  private static final int FEWEST = 5;

  /** Timeouts may have other causes than concurrency, so they never reduce the limit below this. */
  private static final int LEFT_BY_TIMEOUTS = 8;

  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(32).toNanos();

  private final int least;
  private final int max;
  private int limit;
  private int proven;
  private int found;
  private int refusedAbove;
  private int refusedBelow;
  private int highestBelow;
  private int accepted;
  private boolean isCut;
  private long cutAt;
  private boolean provesMore;
  private boolean probing;
  private int step = 1;
  private long pause = FIRST_PAUSE;
  private long growAt;

  /** Starts with the maximum, which a healthy upstream accepts. */
  ConcurrencyEstimate(int least, int max) {
    this.least = Math.min(least, max);
    this.max = max;
    this.limit = max;
  }

  /** Whether the limit never changes. */
  boolean isFixed() {
    return least == max;
  }

  /** The maximum number of requests in flight. */
  int limit() {
    return limit;
  }

  /**
   * Records an accepted request.
   *
   * @param sentAt when it was sent, by the same clock as {@code now}
   */
  void accepted(int level, long sentAt, long now) {
    accepted += refusedBelow > 0 ? 1 : 0;
    if (level > proven && (provesMore || !isOlderThanCut(sentAt))) {
      proven = level;
      refusedAbove = 0;
      limit = Math.min(max, Math.max(limit, proven));
    }
    if (isCut && level >= limit && limit < found) {
      limit = Math.min(found, limit + Math.max(1, limit / 4));
    } else if (isCut && level >= limit && now - growAt >= 0) {
      grow(level, now);
    }
  }

  /**
   * Called when no request is in flight any more. An estimate from a busy time holds less after a
   * pause (compare RFC 7661): after a cut, the limit is halved, and rises to its former value as
   * long as requests are accepted.
   */
  void idle() {
    if (isCut && !isFixed()) {
      found = Math.max(found, limit);
      limit = Math.max(least, (limit + 1) / 2);
    }
  }

  private void grow(int level, long now) {
    pause = probing ? FIRST_PAUSE : pause;
    probing = true;
    limit = Math.min(max, Math.max(limit, level) + step);
    step = Math.min(Math.max(1, limit / 4), 2 * step);
    isCut = limit < max;
    growAt = now;
    found = 0;
    forget();
  }

  /**
   * Records a refusal because of too many requests.
   *
   * @param sentAt when it was sent, by the same clock as {@code now}
   * @return whether the number of requests in flight does not explain the refusal
   */
  boolean refused(int level, long sentAt, long now) {
    if (isOlderThanCut(sentAt)) {
      return false; // one of the requests that led to the cut
    }
    var unexplained = level <= least;
    if (level > proven) {
      if (++refusedAbove >= REPEATED) {
        cut(level - 1, now);
        provesMore =
            true; // outcomes of the same burst, which are still unknown, may prove higher levels
      }
      return unexplained;
    }
    refusedBelow++;
    highestBelow = Math.max(highestBelow, level - 1);
    if (refusedBelow >= FEWEST && refusedBelow * 10 >= refusedBelow + accepted) {
      proven = highestBelow;
      cut(highestBelow, now);
    } else if (refusedBelow + accepted >= 100 * FEWEST) {
      forget();
    }
    return unexplained;
  }

  /** Records a timeout: the upstream may be overloaded. */
  void timedOut(long sentAt, long now) {
    if (limit > LEFT_BY_TIMEOUTS && !isOlderThanCut(sentAt)) {
      cut(Math.max(LEFT_BY_TIMEOUTS, limit - (limit + 9) / 10), now);
    }
  }

  private boolean isOlderThanCut(long sentAt) {
    return isCut && sentAt - cutAt < 0;
  }

  private void cut(int to, long now) {
    provesMore = false;
    found = 0;
    limit = Math.max(least, Math.min(limit, to));
    isCut = limit < max;
    cutAt = now;
    pause = probing ? Math.min(LONGEST_PAUSE, 2 * pause) : pause;
    probing = false;
    growAt = now + pause;
    step = 1;
    forget();
  }

  private void forget() {
    refusedAbove = 0;
    refusedBelow = 0;
    highestBelow = 0;
    accepted = 0;
  }
}
