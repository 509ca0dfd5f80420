package dev.pokebatch.fetcher.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells those who work for a caller that it has gone. Confined to one event loop; fires once, and
 * at once for those who come after.
 */
public final class CancelSignal {

  private List<Runnable> listeners = new ArrayList<>(2);
  private boolean cancelled;

  /** Whether it has fired. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Runs the action when the signal fires, or now if it has. */
  public void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    } else {
      listeners.add(action);
    }
  }

  /** Fires; later calls do nothing. */
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
