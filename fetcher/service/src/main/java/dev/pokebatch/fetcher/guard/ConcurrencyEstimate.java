package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * How many requests the upstream takes at once, learned from which ones it refused. Each outcome
 * comes with its level: how many accepted requests were under way when it was sent, itself
 * included. A level that was accepted is proven; repeated refusals above all proven levels show the
 * upstream's limit. Refusals below it say nothing of concurrency unless they are a tenth of all.
 * After a cut the limit grows again, at first by one request after a pause that doubles with each
 * failure, then faster. Outcomes must be reported in the order of sending. Knows no clock.
 */
final class ConcurrencyEstimate {

  /** A single refusal may be chance. */
  private static final int REPEATED = 2;

  /** Of fewer refusals at proven levels, a tenth may be chance. */
  private static final int FEWEST = 5;

  /** Timeouts may have other reasons than concurrency: they leave at least so many permits. */
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

  /** Starts with the most, since a healthy upstream takes that many. */
  ConcurrencyEstimate(int least, int max) {
    this.least = Math.min(least, max);
    this.max = max;
    this.limit = max;
  }

  /** Whether the limit never changes. */
  boolean isFixed() {
    return least == max;
  }

  /** The number of requests that may be under way at once. */
  int limit() {
    return limit;
  }

  /**
   * The upstream took a request.
   *
   * @param sentAt when it was sent, by the same clock as now
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
   * Nothing is under way any more. What has been found out about a busy upstream holds less for one
   * that was left alone (compare RFC 7661): after a cut, begins again with half of the limit, and
   * raises it to what it was as long as requests are accepted.
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
   * The upstream refused a request because there were too many.
   *
   * @param sentAt when it was sent, by the same clock as now
   * @return whether the refusal cannot be explained by the number of requests under way
   */
  boolean refused(int level, long sentAt, long now) {
    if (isOlderThanCut(sentAt)) {
      return false; // it belongs to the requests that led to the cut
    }
    var unexplained = level <= least;
    if (level > proven) {
      if (++refusedAbove >= REPEATED) {
        cut(level - 1, now);
        provesMore = true; // by those of the same burst whose outcomes are not known yet
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

  /** The upstream did not answer in time: it may have too much to do. */
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
