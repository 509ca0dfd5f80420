package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.FetchException;

/** The failures of an exchange, with the same messages for both transports. */
final class TransportFailures {

  private TransportFailures() {}

  static FetchException timedOut() {
    return FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "the upstream did not answer in time");
  }

  static FetchException cancelled() {
    return FetchException.of(FailureKind.CANCELLED, "cancelled while the upstream was asked");
  }

  static FetchException tooLarge() {
    return FetchException.of(
        FailureKind.UPSTREAM_TOO_LARGE, "the upstream's document is larger than the limit");
  }

  /** The connection failed, either before a valid head had arrived or in the middle of the body. */
  static FetchException broken(boolean headReceived) {
    return headReceived
        ? FetchException.of(
            FailureKind.UPSTREAM_CUT_OFF, "the upstream's answer broke off in the middle")
        : FetchException.of(
            FailureKind.UPSTREAM_UNREACHABLE,
            "the upstream cannot be reached, or does not speak HTTP");
  }
}
