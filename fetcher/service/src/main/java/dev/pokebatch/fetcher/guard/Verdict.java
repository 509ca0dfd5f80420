package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;

/** What an outcome says about the upstream's health. Pure. */
enum Verdict {
  /** The upstream answered, whatever it said about the document. */
  HEALTHY,
  /** The upstream is unreachable, too slow or failing. */
  UNHEALTHY,
  /** Not counted: never sent, cancelled, or 429, which the rate limit handles. */
  NOT_COUNTED;

  private static final int TOO_MANY_REQUESTS = 429;

  static Verdict of(Failure failure) {
    return switch (failure.kind()) {
      case UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT, UPSTREAM_CUT_OFF -> UNHEALTHY;
      case UPSTREAM_ERROR -> failure.upstreamStatus() >= 500 ? UNHEALTHY : HEALTHY;
      case UPSTREAM_REJECTED ->
          failure.upstreamStatus() == TOO_MANY_REQUESTS ? NOT_COUNTED : HEALTHY;
      case NOT_FOUND, UNKNOWN_RESOURCE, UPSTREAM_INVALID_BODY, UPSTREAM_TOO_LARGE -> HEALTHY;
      case INVALID_KEY,
          FORBIDDEN_URL,
          CIRCUIT_OPEN,
          EXPAND_DEPTH,
          EXPAND_LINKS,
          EXPAND_BYTES,
          SHAPE_WORK,
          DEADLINE_EXCEEDED,
          OVERLOADED,
          NO_FETCHER,
          LEAVING,
          NOT_CACHED,
          UNREADABLE,
          CANCELLED,
          INTERNAL ->
          NOT_COUNTED;
    };
  }
}
