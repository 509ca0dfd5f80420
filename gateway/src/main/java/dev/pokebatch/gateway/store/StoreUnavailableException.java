package dev.pokebatch.gateway.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do it now: its database is away, locked, full or broken, or too much is waiting
 * for it. Trying again later is right. It is not our bug.
 */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param why a few words for the log
   * @param cause what the database said, where it was asked
   */
  public StoreUnavailableException(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
