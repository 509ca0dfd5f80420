package dev.pokebatch.fetcher.guard;

/** How a request ended, as far as it concerns the upstream's limits. */
enum CallOutcome {
  PENDING,
  ACCEPTED,
  /** Refused: too many requests, concurrent or in a short time. */
  REFUSED,
  /** Possibly refused because of too many concurrent requests. */
  OVERLOADED,
  TIMED_OUT,
  UNKNOWN
}
