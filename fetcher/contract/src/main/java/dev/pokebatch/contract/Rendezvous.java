package dev.pokebatch.contract;

/**
 * Decides which fetcher a target belongs to, by rendezvous hashing (highest random weight; Thaler
 * and Ravishankar 1998). Clients that know the same fetchers choose the same one. When a fetcher
 * joins or leaves, only its own share of the targets moves. Pure.
 */
public final class Rendezvous {

  private Rendezvous() {}

  /**
   * The weight of a fetcher for a target, at least 0. The target belongs to the fetcher with the
   * highest weight.
   *
   * @param hashKey of the fetcher, as in {@link Announcement#hashKey()}
   */
  public static long weight(String target, String hashKey) {
    return spread(spread(target.hashCode()) ^ hashKey.hashCode()) >>> 1;
  }

  /** Spreads the bits of a number over all of it: the finalizer of SplitMix64 (Steele 2014). */
  static long spread(long bits) {
    var z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
