package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;

/** What a failure says of the upstream's health. Pure. */
enum Verdict {
  /** It answered, whatever it said of the document. */
  WELL,
  /** It is not there, or not itself. */
  ILL,
  /**
   * Nothing: it was not asked, or not to the end; or asked too much, which is for others to mend.
   */
  NOTHING;

  private static final int TOO_MANY_REQUESTS = 429;

  static Verdict of(Failure failure) {
    return switch (failure.kind()) {
      case UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT, UPSTREAM_CUT_OFF -> ILL;
      case UPSTREAM_ERROR -> failure.upstreamStatus() >= 500 ? ILL : WELL;
      case UPSTREAM_REJECTED -> failure.upstreamStatus() == TOO_MANY_REQUESTS ? NOTHING : WELL;
      case NOT_FOUND, UNKNOWN_RESOURCE, UPSTREAM_INVALID_BODY, UPSTREAM_TOO_LARGE -> WELL;
      case INVALID_KEY,
          FORBIDDEN_URL,
          CIRCUIT_OPEN,
          EXPAND_DEPTH,
          EXPAND_LINKS,
          EXPAND_BYTES,
          DEADLINE_EXCEEDED,
          OVERLOADED,
          NO_FETCHER,
          LEAVING,
          NOT_CACHED,
          CANCELLED,
          INTERNAL ->
          NOTHING;
    };
  }
}
