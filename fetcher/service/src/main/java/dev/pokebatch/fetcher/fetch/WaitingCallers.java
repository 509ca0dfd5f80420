package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Budget;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Those who wait for a call. There may be more of them when it ends than when it began, and each
 * has a time of its own. Confined to one event loop.
 */
@FunctionalInterface
public interface WaitingCallers {

  /** Milliseconds for which the most patient of them still waits; not positive if none does. */
  long leftMs();

  /** A single one, whose time begins now. */
  static WaitingCallers one(Budget budget, LongSupplier nanoTime) {
    var since = nanoTime.getAsLong();
    return () -> budget.millis() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - since);
  }
}
