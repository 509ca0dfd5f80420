package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * How many requests a second the upstream takes, as far as it has shown: where it refuses a tenth
 * of them, as many as it answered; and from there on more every second, the faster the longer it
 * refuses none. A refusal now and then is not one of these: whoever was refused waits and tries
 * again. Refusals for which there is another explanation, such as too many requests at once, count
 * only in the second of two seconds with many of them. Knows no clock.
 */
final class AcceptedRate {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Of fewer refusals, a tenth may be chance. */
  private static final int REFUSALS = 10;

  /**
   * What it grows by each second; twice as much as before, if half of it was used and none refused.
   */
  private static final double GROWTH = 0.05;

  /** Within so many seconds refusals come again: who was refused waits for a second or two. */
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
   * @param max requests a second that it may come to
   */
  AcceptedRate(double max, long now) {
    this.max = max;
    this.rate = max;
    this.secondAt = now;
    this.cutAt = now - 1;
  }

  /** Requests a second. */
  double rate() {
    return rate;
  }

  /** Whether it is all that it may come to. */
  boolean isFull() {
    return rate >= max;
  }

  /** It may come to so many from now on; what was less than all keeps its proportion. */
  void limitTo(double changed) {
    rate = Math.max(Math.min(1, changed), rate * changed / max);
    max = changed;
  }

  void answered(long now) {
    tick(now);
    answered++;
  }

  /**
   * A request was refused; what was sent before the last cut says nothing of the rate since.
   *
   * @return whether the rate has been cut
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
    answeredBefore = (int) rate; // a part of a second says nothing of the whole
    return true;
  }

  /** A request was refused, which another limit of the upstream explains. */
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

  /** Lets seconds pass. */
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
