package dev.pokebatch.contract;

import java.util.List;

/**
 * Asks a fetcher which of some documents it holds; nothing is got for it.
 *
 * @param targets as {@link FetchRequest#target()}, at most {@link #MOST}
 */
public record CachedRequest(List<String> targets) {

  /** The most targets of one message. */
  public static final int MOST = 2_000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException where it is longer than {@link #MOST}
   */
  public CachedRequest {
    if (targets.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " targets: " + targets.size());
    }
    targets = List.copyOf(targets);
  }
}
