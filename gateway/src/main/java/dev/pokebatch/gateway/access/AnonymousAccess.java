package dev.pokebatch.gateway.access;

import java.util.Locale;

/** What clients without an API key may do. Each value allows what the ones before it allow. */
public enum AnonymousAccess {
  /** Nothing but read what problem types mean. */
  NONE,
  /** Get documents by URL, and read the limits and the description of the API. */
  READ,
  /** Everything that needs no {@link Scope#ADMIN}. */
  ALL;

  /** Returns its name in settings and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
