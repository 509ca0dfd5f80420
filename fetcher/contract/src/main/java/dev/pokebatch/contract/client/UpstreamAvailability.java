package dev.pokebatch.contract.client;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FetchReply;

/**
 * Estimates from recent replies whether the upstream is available: a fetcher that returns a stale
 * document could not reach it. Time passes by {@link #tick}. Confined to one event loop.
 */
final class UpstreamAvailability {

  /** The upstream counts as unavailable for this many ticks after a stale document, 3 s. */
  private static final int UNAVAILABLE_TICKS = 10;

  private int ticksLeft;

  /** A fetcher has replied. */
  void heard(FetchReply reply) {
    if (reply instanceof FetchReply.Found found) {
      heard(found.origin().cache());
    } else if (reply instanceof FetchReply.TooLarge large) {
      heard(large.origin().cache());
    }
  }

  private void heard(CacheStatus cache) {
    switch (cache) {
      case STALE -> ticksLeft = UNAVAILABLE_TICKS;
      case MISS, REVALIDATED, COLLAPSED -> ticksLeft = 0;
      case HIT -> {} // tells nothing about the upstream
    }
  }

  /** One tick has passed. */
  void tick() {
    ticksLeft = Math.max(0, ticksLeft - 1);
  }

  /** Whether the upstream is probably unavailable. */
  boolean isUnavailable() {
    return ticksLeft > 0;
  }
}
