package dev.pokebatch.gateway.job;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The idempotency keys of requests that this process is processing. Thread-safe. */
public final class KeysInProgress {

  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** Adds a key; returns false if a request with the same key is being processed. */
  boolean enter(IdempotencyKey key) {
    return names.add(key.name());
  }

  void leave(IdempotencyKey key) {
    names.remove(key.name());
  }
}
