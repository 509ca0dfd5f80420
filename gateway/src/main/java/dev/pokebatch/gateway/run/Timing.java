package dev.pokebatch.gateway.run;

/**
 * When what became of a document happened, in milliseconds from when its batch began.
 *
 * @param queuedMs its step's turn came; NaN where it never did
 * @param sentMs a fetcher was asked for it; NaN where none was
 * @param endedMs it was over
 * @param fetcher the name of the fetcher that was asked; empty where none was
 */
public record Timing(double queuedMs, double sentMs, double endedMs, String fetcher) {

  /** Milliseconds from when a fetcher was asked; 0 where none was. */
  public double durationMs() {
    return Double.isNaN(sentMs) ? 0 : endedMs - sentMs;
  }
}
