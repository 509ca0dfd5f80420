package dev.pokebatch.fetcher.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells the guards that work for a caller that the caller has gone. Fires once; a listener that is
 * added later runs at once. Confined to one event loop.
 */
public final class CancelSignal {

  private List<Runnable> listeners = new ArrayList<>(2);
  private boolean cancelled;

  /** Whether it has fired. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Runs the action when the signal fires, or now if it has fired. */
  public void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    } else {
      listeners.add(action);
    }
  }

  /**
   * Fires the signal; later calls do nothing. Every listener runs, even if one throws; the first
   * exception is thrown at the end.
   */
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    var told = listeners;
    listeners = List.of();
    RuntimeException first = null;
    for (var listener : told) {
      try {
        listener.run();
      } catch (RuntimeException thrown) {
        if (first == null) {
          first = thrown;
        } else {
          first.addSuppressed(thrown);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
