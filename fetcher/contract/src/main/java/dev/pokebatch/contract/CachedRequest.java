package dev.pokebatch.contract;

import java.util.List;

/**
 * Asks a fetcher which documents it has cached. The fetcher requests nothing from the upstream.
 *
 * @param targets as {@link FetchRequest#target()}, at most {@link #MOST}
 */
public record CachedRequest(List<String> targets) {

  /** The most targets in one message. */
  public static final int MOST = 2_000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST} targets
   */
  public CachedRequest {
    if (targets.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " targets: " + targets.size());
    }
    targets = List.copyOf(targets);
  }
}
