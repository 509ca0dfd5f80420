package dev.pokebatch.contract.client;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FetchReply;

/**
 * Whether the upstream cannot be asked, as far as fetchers' replies of late tell: where one gives
 * out what is not fresh any more, another one waits in vain for what it has not. Knows no clock:
 * time is told to it. Confined to one event loop.
 */
final class UpstreamAvailability {

  /** For so many ticks bad news holds, 3 s: where it still is so, somebody says so again. */
  private static final int HOLDS = 10;

  private int left;

  /** A fetcher has replied that asked the upstream, or knew that it need not. */
  void heard(FetchReply reply) {
    if (reply instanceof FetchReply.Found found) {
      heard(found.origin().cache());
    } else if (reply instanceof FetchReply.TooLarge large) {
      heard(large.origin().cache());
    }
  }

  private void heard(CacheStatus cache) {
    switch (cache) {
      case STALE -> left = HOLDS;
      case MISS, REVALIDATED, COLLAPSED -> left = 0;
      case HIT -> {} // which says nothing of the upstream
    }
  }

  /** Some time has passed. */
  void tick() {
    left = Math.max(0, left - 1);
  }

  /** Whether it is away, or silent. */
  boolean isAway() {
    return left > 0;
  }
}
