package dev.pokebatch.sample;

/**
 * The share of requests that meet each fault, each in 0..1, together at most 1. The seed, the path
 * and the number of earlier requests for the path decide which fault a request meets. So the same
 * run meets the same faults, in whatever order its requests arrive.
 *
 * @param seed seed of the choice
 * @param errors share of {@link InjectedFault#ERROR}
 * @param rateLimited share of {@link InjectedFault#RATE_LIMITED}
 * @param hangs share of {@link InjectedFault#HANG}
 * @param resets share of {@link InjectedFault#RESET}
 * @param truncated share of {@link InjectedFault#TRUNCATED}
 * @param drips share of {@link InjectedFault#DRIP}
 * @param invalidJson share of {@link InjectedFault#INVALID_JSON}
 * @param html share of {@link InjectedFault#HTML}
 */
public record SampleFaults(
    long seed,
    double errors,
    double rateLimited,
    double hangs,
    double resets,
    double truncated,
    double drips,
    double invalidJson,
    double html) {

  /** No faults. */
  public static final SampleFaults NONE = new SampleFaults(0, 0, 0, 0, 0, 0, 0);

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /**
   * @throws IllegalArgumentException if a share is outside 0..1, or their sum exceeds 1
   */
  public SampleFaults {
    var sum = 0.0;
    for (var share :
        new double[] {errors, rateLimited, hangs, resets, truncated, drips, invalidJson, html}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share of faults is between 0 and 1: " + share);
      }
      sum += share;
    }
    if (sum > 1 + 1e-9) {
      throw new IllegalArgumentException("the shares of all faults exceed 1 together: " + sum);
    }
  }

  /** Without responses whose bodies are not JSON. */
  public SampleFaults(
      long seed,
      double errors,
      double rateLimited,
      double hangs,
      double resets,
      double truncated,
      double drips) {
    this(seed, errors, rateLimited, hangs, resets, truncated, drips, 0, 0);
  }

  /** The same, and also responses whose bodies are not JSON. */
  public SampleFaults withInvalidBodies(double invalidJson, double html) {
    return new SampleFaults(
        seed, errors, rateLimited, hangs, resets, truncated, drips, invalidJson, html);
  }

  /** Faults of one kind only. */
  public static SampleFaults only(InjectedFault fault, double share, long seed) {
    return new SampleFaults(
        seed,
        fault == InjectedFault.ERROR ? share : 0,
        fault == InjectedFault.RATE_LIMITED ? share : 0,
        fault == InjectedFault.HANG ? share : 0,
        fault == InjectedFault.RESET ? share : 0,
        fault == InjectedFault.TRUNCATED ? share : 0,
        fault == InjectedFault.DRIP ? share : 0,
        fault == InjectedFault.INVALID_JSON ? share : 0,
        fault == InjectedFault.HTML ? share : 0);
  }

  /**
   * The fault that a request meets.
   *
   * @param path the requested path
   * @param before number of earlier requests for the path
   */
  InjectedFault deal(String path, long before) {
    var hash = mix(seed + GOLDEN);
    for (var i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
    }
    var left = (mix(mix(hash) + before * GOLDEN) >>> 11) * 0x1p-53;
    for (var fault : InjectedFault.values()) {
      left -= share(fault);
      if (left < 0) {
        return fault;
      }
    }
    return InjectedFault.NONE;
  }

  private double share(InjectedFault fault) {
    return switch (fault) {
      case NONE -> 0;
      case ERROR -> errors;
      case RATE_LIMITED -> rateLimited;
      case HANG -> hangs;
      case RESET -> resets;
      case TRUNCATED -> truncated;
      case DRIP -> drips;
      case INVALID_JSON -> invalidJson;
      case HTML -> html;
    };
  }

  /** The finalizer of SplitMix64: every bit of the input affects every bit of the output. */
  private static long mix(long value) {
    var z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
