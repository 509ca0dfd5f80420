package dev.pokebatch.contract;

/**
 * What a reply cost: the upstream, as far as it was for this caller, so that a cache hit and a
 * collapsed request cost nothing; and the fetcher, to evaluate the shape.
 *
 * @param attempts how often getting the document was attempted; 0 if no fetcher was asked
 * @param requests requests sent to the upstream
 * @param retries how many of those requests repeated an earlier one
 * @param timeMs the time that all requests took, added up, in milliseconds
 * @param bytes the bytes of the response bodies as sent, before decompression
 * @param work the nodes that a shape visits in the document, also if its result was cached; 0
 *     without a shape
 */
public record Effort(
    int attempts, int requests, int retries, double timeMs, long bytes, long work) {

  /** The most attempts, requests or retries that one reply may state. */
  static final int MOST = 100_000_000;

  /** The most work that one reply may state: that of many more shapes than documents have. */
  static final long MOST_WORK = 1L << 40;

  /** Nothing was attempted. */
  public static final Effort UNTRIED = new Effort(0, 0, 0, 0, 0);

  /** One attempt without a request to the upstream. */
  public static final Effort NONE = new Effort(1, 0, 0, 0, 0);

  /** An effort without a shape. */
  public Effort(int attempts, int requests, int retries, double timeMs, long bytes) {
    this(attempts, requests, retries, timeMs, bytes, 0);
  }

  /** One attempt with one request. */
  public static Effort ofRequest(double timeMs, long bytes) {
    return new Effort(1, 1, 0, timeMs, bytes);
  }

  /** Adds the effort of a part of the same document, such as a followed link. */
  public Effort and(Effort part) {
    return new Effort(
        attempts,
        requests + part.requests,
        retries + part.retries,
        timeMs + part.timeMs,
        bytes + part.bytes,
        work + part.work);
  }

  /** Adds the effort of earlier failed attempts at the same document. */
  public Effort following(Effort before) {
    return new Effort(
        before.attempts + attempts,
        before.requests + requests,
        before.retries + retries + (before.requests > 0 ? requests : 0),
        before.timeMs + timeMs,
        before.bytes + bytes,
        before.work + work);
  }

  /** Adds the work of a shape. */
  public Effort withWork(long more) {
    return more == 0 ? this : new Effort(attempts, requests, retries, timeMs, bytes, work + more);
  }

  /** The same without the work of a shape. */
  public Effort withoutWork() {
    return withWork(-work);
  }

  /** Adds failed attempts that sent no request. */
  Effort after(int more) {
    return more == 0 ? this : new Effort(attempts + more, requests, retries, timeMs, bytes, work);
  }
}
