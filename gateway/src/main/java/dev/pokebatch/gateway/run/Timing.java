package dev.pokebatch.gateway.run;

/**
 * When a document was queued, sent and ended, in milliseconds since its batch began.
 *
 * @param queuedMs when its step started; NaN if it did not
 * @param sentMs when the fetch was sent to a fetcher; NaN if it was not
 * @param endedMs when it ended
 * @param fetcher the name of the fetcher; empty if nothing was sent
 */
public record Timing(double queuedMs, double sentMs, double endedMs, String fetcher) {

  /** Returns the milliseconds from when it was sent until it ended; 0 if it was not sent. */
  public double durationMs() {
    return Double.isNaN(sentMs) ? 0 : endedMs - sentMs;
  }
}
