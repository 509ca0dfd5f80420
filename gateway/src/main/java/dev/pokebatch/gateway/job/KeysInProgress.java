package dev.pokebatch.gateway.job;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The idempotency keys of which this process is just accepting a request. For any thread. */
public final class KeysInProgress {

  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** Begins with a key; false where another request with it has not come through. */
  boolean enter(IdempotencyKey key) {
    return names.add(key.name());
  }

  void leave(IdempotencyKey key) {
    names.remove(key.name());
  }
}
