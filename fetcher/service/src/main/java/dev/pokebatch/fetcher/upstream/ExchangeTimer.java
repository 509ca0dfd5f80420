package dev.pokebatch.fetcher.upstream;

/**
 * Times one exchange with the upstream: from when its request is written, so that waiting for a
 * connection or a thread does not count, and without our own pauses. Safe for any thread.
 */
final class ExchangeTimer {

  private static final long NOT_STARTED = Long.MIN_VALUE;

  private volatile long startedAt = NOT_STARTED;
  private volatile long pausedAt;
  private volatile long pausedNanos;

  /** The request is being written; later calls do nothing. */
  void start() {
    if (startedAt == NOT_STARTED) {
      startedAt = System.nanoTime();
    }
  }

  /** From now on it is we who do not read. */
  void pause() {
    pausedAt = System.nanoTime();
  }

  /** Ends a pause. */
  void resume() {
    pausedNanos = pausedNanos + System.nanoTime() - pausedAt;
  }

  /** Milliseconds since the start, pauses left out; 0 if the request was never written. */
  double elapsedMs() {
    var started = startedAt;
    return started == NOT_STARTED ? 0 : (System.nanoTime() - started - pausedNanos) / 1e6;
  }
}
