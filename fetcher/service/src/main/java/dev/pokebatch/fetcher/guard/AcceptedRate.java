package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * Estimates how many requests a second the upstream accepts. If the upstream refuses a tenth of the
 * requests, the rate drops to the number that it answered; afterwards it grows every second, faster
 * the longer nothing is refused. Single refusals change nothing, since refused calls wait and
 * retry. Refusals that another limit explains, such as too many concurrent requests, count only in
 * the second of two seconds with many of them. Takes the time as a parameter.
 */
final class AcceptedRate {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** With fewer refusals, a share of a tenth may be chance. */
  private static final int REFUSALS = 10;

  /** Growth per second; doubles if half of the rate was used and nothing was refused. */
  private static final double GROWTH = 0.05;

  /**
   * Refusals are expected to return within this many seconds, since refused calls retry after a
   * second or two.
   */
  private static final int SOON = 4;

  private double max;
  private double rate;
  private double growth = GROWTH;
  private long secondAt;
  private long cutAt;
  private int answered;
  private int refused;
  private int explained;
  private int answeredBefore;
  private int sinceMany = SOON;

  /**
   * @param max maximum rate, in requests a second
   */
  AcceptedRate(double max, long now) {
    this.max = max;
    this.rate = max;
    this.secondAt = now;
    this.cutAt = now - 1;
  }

  /** The current rate, in requests a second. */
  double rate() {
    return rate;
  }

  /** Whether the rate is at its maximum. */
  boolean isFull() {
    return rate >= max;
  }

  /** Changes the maximum; a reduced rate keeps its proportion to it. */
  void limitTo(double changed) {
    rate = Math.max(Math.min(1, changed), rate * changed / max);
    max = changed;
  }

  void answered(long now) {
    tick(now);
    answered++;
  }

  /**
   * Records a refusal that no other limit explains. Requests sent before the last cut are ignored.
   *
   * @return whether the rate was cut
   */
  boolean refused(long sentAt, long now) {
    tick(now);
    if (sentAt - cutAt <= 0) {
      return false;
    }
    refused++;
    if (!areMany(refused)) {
      return false;
    }
    cut(now);
    begin(now);
    answeredBefore = (int) rate; // part of a second says nothing about a whole one
    return true;
  }

  /** Records a refusal that another limit of the upstream explains. */
  void refusedOtherwise(long now) {
    tick(now);
    explained++;
  }

  private boolean areMany(int refusals) {
    return refusals >= REFUSALS && refusals * 10 >= refusals + answered;
  }

  private void cut(long now) {
    rate = Math.min(rate, Math.max(1, Math.max(answered, answeredBefore)));
    cutAt = now;
    growth = GROWTH;
  }

  /** Advances to the given time, second by second. */
  void tick(long now) {
    while (now - secondAt >= SECOND && !isIdle()) {
      var many = areMany(refused + explained);
      if (many && sinceMany < SOON) {
        cut(secondAt + SECOND);
      } else {
        var isProven = refused + explained == 0 && answered * 2 >= rate;
        growth = isProven ? Math.min(1, 2 * growth) : GROWTH;
        rate = Math.min(max, rate + Math.max(1, growth * rate));
      }
      begin(secondAt + SECOND);
      sinceMany = many ? 0 : Math.min(SOON, sinceMany + 1);
    }
    if (now - secondAt >= SECOND) {
      secondAt = now - (now - secondAt) % SECOND;
    }
  }

  private boolean isIdle() {
    return isFull() && answered == 0 && answeredBefore == 0 && refused + explained == 0;
  }

  private void begin(long at) {
    secondAt = at;
    answeredBefore = answered;
    answered = 0;
    refused = 0;
    explained = 0;
  }
}
