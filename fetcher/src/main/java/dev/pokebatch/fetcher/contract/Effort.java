package dev.pokebatch.fetcher.contract;

/**
 * What a reply took of the upstream, on this caller's account: a hit and a collapsed call cost
 * nothing.
 *
 * @param attempts how often the document was tried for, at least 1 where it was tried for at all
 * @param requests requests sent to the upstream
 * @param timeMs milliseconds spent in them, added up
 * @param bytes body bytes that came over the wire, as they were encoded
 */
public record Effort(int attempts, int requests, double timeMs, long bytes) {

  /** Not even tried. */
  public static final Effort UNTRIED = new Effort(0, 0, 0, 0);

  /** Nothing was asked of the upstream. */
  public static final Effort NONE = new Effort(1, 0, 0, 0);

  /** The same, after so many more attempts that came to nothing. */
  Effort after(int more) {
    return more == 0 ? this : new Effort(attempts + more, requests, timeMs, bytes);
  }
}
