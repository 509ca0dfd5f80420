package dev.pokebatch.contract;

/**
 * What a reply took of the upstream, on this caller's account: a hit and a collapsed call cost
 * nothing.
 *
 * @param attempts how often the document was tried for, at least 1 where it was tried for at all
 * @param requests requests sent to the upstream
 * @param retries how many of those were not the first for their document
 * @param timeMs milliseconds spent in them, added up
 * @param bytes body bytes that came over the wire, as they were encoded
 */
public record Effort(int attempts, int requests, int retries, double timeMs, long bytes) {

  /** Not even tried. */
  public static final Effort UNTRIED = new Effort(0, 0, 0, 0, 0);

  /** Nothing was asked of the upstream. */
  public static final Effort NONE = new Effort(1, 0, 0, 0, 0);

  /** One request. */
  public static Effort ofRequest(double timeMs, long bytes) {
    return new Effort(1, 1, 0, timeMs, bytes);
  }

  /** The same, and what something else took that belongs to it. */
  public Effort and(Effort part) {
    return new Effort(
        attempts,
        requests + part.requests,
        retries + part.retries,
        timeMs + part.timeMs,
        bytes + part.bytes);
  }

  /** The same, after tries that came to nothing. */
  public Effort following(Effort before) {
    return new Effort(
        before.attempts + attempts,
        before.requests + requests,
        before.retries + retries + (before.requests > 0 ? requests : 0),
        before.timeMs + timeMs,
        before.bytes + bytes);
  }

  /** The same, after so many more attempts that came to nothing. */
  Effort after(int more) {
    return more == 0 ? this : new Effort(attempts + more, requests, retries, timeMs, bytes);
  }
}
