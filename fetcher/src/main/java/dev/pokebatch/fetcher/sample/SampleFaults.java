package dev.pokebatch.fetcher.sample;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Which share of the requests goes wrong, and how. What happens to a request is decided by the
 * seed, the path and how often the path was asked for, so that a run can be repeated whatever the
 * order of arrival.
 *
 * @param seed another one makes other requests fail
 * @param errors share answered with 500, from 0 to 1, as are the others; together at most 1
 * @param rateLimited share answered with 429 and {@code Retry-After: 1}
 * @param hangs share never answered
 * @param resets share whose connection is closed without a word
 * @param truncated share whose connection is closed in the middle of the body
 * @param drips share whose body comes a few bytes at a time
 */
public record SampleFaults(
    long seed,
    double errors,
    double rateLimited,
    double hangs,
    double resets,
    double truncated,
    double drips) {

  /** Nothing goes wrong. */
  public static final SampleFaults NONE = new SampleFaults(0, 0, 0, 0, 0, 0, 0);

  /** Refuses shares that are none. */
  public SampleFaults {
    var shares = List.of(errors, rateLimited, hangs, resets, truncated, drips);
    var sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (shares.stream().anyMatch(share -> !(share >= 0)) || sum > 1 + 1e-9) {
      throw new IllegalArgumentException("shares of faults are 0 or more, and together at most 1");
    }
  }

  /** What happens to a path's request, of which so many came before. */
  Fault decide(String path, int before) {
    if (this.equals(NONE)) {
      return Fault.NONE;
    }
    var mixed = seed * 0x9E3779B97F4A7C15L ^ ((long) path.hashCode() << 20) ^ before;
    var drawn = new SplittableRandom(mixed).nextDouble();
    var shares = new double[] {errors, rateLimited, hangs, resets, truncated, drips};
    for (var i = 0; i < shares.length; i++) {
      drawn -= shares[i];
      if (drawn < 0) {
        return Fault.DEALT.get(i);
      }
    }
    return Fault.NONE;
  }

  /** What can happen to a request. */
  enum Fault {
    NONE,
    ERROR,
    RATE_LIMITED,
    HANG,
    RESET,
    TRUNCATED,
    DRIP;

    /** In the order of the shares. */
    static final List<Fault> DEALT = List.of(ERROR, RATE_LIMITED, HANG, RESET, TRUNCATED, DRIP);
  }
}
