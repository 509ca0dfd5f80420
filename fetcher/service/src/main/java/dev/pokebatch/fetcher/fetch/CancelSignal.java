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

  /** Fires the signal; later calls do nothing. */
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    var told = listeners;
    listeners = List.of();
    told.forEach(Runnable::run);
  }
}
