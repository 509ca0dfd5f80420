package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Budget;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The callers that wait for one call. Their number may grow while the call runs, and each has a
 * timeout of its own. Confined to one event loop.
 */
@FunctionalInterface
public interface WaitingCallers {

  /** Milliseconds until the last of them gives up; 0 or less if none waits any more. */
  long leftMs();

  /** A single caller, whose time starts now. */
  static WaitingCallers one(Budget budget, LongSupplier nanoTime) {
    var since = nanoTime.getAsLong();
    return () -> budget.millis() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - since);
  }
}
