package dev.pokebatch.fetcher.upstream;

/**
 * Times one exchange with the upstream, from when its request is written: the wait for a connection
 * or a thread does not count, nor do our own pauses. Thread-safe.
 */
final class ExchangeTimer {

  private static final long NOT_STARTED = Long.MIN_VALUE;

  private volatile long startedAt = NOT_STARTED;
  private volatile long pausedAt;
  private volatile long pausedNanos;

  /** Starts timing when the request is written; later calls do nothing. */
  void start() {
    if (startedAt == NOT_STARTED) {
      startedAt = System.nanoTime();
    }
  }

  /** Starts a pause in which we do not read. */
  void pause() {
    pausedAt = System.nanoTime();
  }

  /** Ends a pause. */
  void resume() {
    pausedNanos = pausedNanos + System.nanoTime() - pausedAt;
  }

  /** Milliseconds since the start without pauses; 0 if the request was never written. */
  double elapsedMs() {
    var started = startedAt;
    return started == NOT_STARTED ? 0 : (System.nanoTime() - started - pausedNanos) / 1e6;
  }
}
