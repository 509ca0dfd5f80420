package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.FetchException;

/** What goes wrong on the wire, in the same words for both transports. */
final class TransportFailures {

  private TransportFailures() {}

  static FetchException timedOut() {
    return FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "the upstream took too long to answer");
  }

  static FetchException cancelled() {
    return FetchException.of(FailureKind.CANCELLED, "called off while the upstream was asked");
  }

  static FetchException tooLarge() {
    return FetchException.of(
        FailureKind.UPSTREAM_TOO_LARGE, "the upstream's document is larger than we take");
  }

  /** The connection failed: before a valid head came, or in the middle of what followed it. */
  static FetchException broken(boolean headReceived) {
    return headReceived
        ? FetchException.of(
            FailureKind.UPSTREAM_CUT_OFF, "the upstream's answer broke off in the middle")
        : FetchException.of(
            FailureKind.UPSTREAM_UNREACHABLE,
            "the upstream cannot be reached, or does not speak HTTP");
  }
}
