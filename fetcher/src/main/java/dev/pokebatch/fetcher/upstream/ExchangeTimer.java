package dev.pokebatch.fetcher.upstream;

/**
 * Times one exchange with the upstream: from when its request is written, so that waiting for a
 * connection or a thread does not count. Safe for any thread.
 */
final class ExchangeTimer {

  private static final long NOT_STARTED = Long.MIN_VALUE;

  private volatile long startedAt = NOT_STARTED;

  /** The request is being written; later calls do nothing. */
  void start() {
    if (startedAt == NOT_STARTED) {
      startedAt = System.nanoTime();
    }
  }

  /** Milliseconds since then; 0 if the request was never written. */
  double elapsedMs() {
    var started = startedAt;
    return started == NOT_STARTED ? 0 : (System.nanoTime() - started) / 1e6;
  }
}
