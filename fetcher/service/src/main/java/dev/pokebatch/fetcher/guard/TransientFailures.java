package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;
import java.util.Set;

/**
 * Decides whether a failure may be transient. All upstream requests are idempotent, and an invalid
 * body most likely comes from a proxy in between. Pure.
 */
final class TransientFailures {

  /**
   * Statuses that do not concern the document, by RFC 9110 and, from 520 on, the upstream's CDN.
   */
  private static final Set<Integer> STATUSES =
      Set.of(408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524);

  private TransientFailures() {}

  static boolean of(Failure failure) {
    return switch (failure.kind()) {
      case UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT, UPSTREAM_CUT_OFF, UPSTREAM_INVALID_BODY -> true;
      case UPSTREAM_ERROR, UPSTREAM_REJECTED -> STATUSES.contains(failure.upstreamStatus());
      case NOT_FOUND,
          UNKNOWN_RESOURCE,
          INVALID_KEY,
          FORBIDDEN_URL,
          UPSTREAM_TOO_LARGE,
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
          false;
    };
  }
}
