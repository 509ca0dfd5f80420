package dev.pokebatch.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key allows. */
public enum Scope {
  /** Batches that are answered at once. */
  BATCH,
  /** Jobs: to submit, read, cancel, retry and delete them. */
  JOBS,
  /** Collections: to store, read, run and delete them. */
  COLLECTIONS,
  /** Everything, of every owner, and API keys. */
  ADMIN;

  /** Returns its name in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the scope with this name in JSON. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }
}
