package dev.pokebatch.fetcher.fetch;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long a response may be reused (RFC 9111, section 4.2; RFC 5861). Durations and times are
 * milliseconds; times are since the epoch, since a document may be cached longer than a process
 * lives. Pure.
 *
 * @param requestedAtMs when the request was sent; ages are counted from here, so they are never too
 *     low
 * @param initialAgeMs the response's age at that time
 * @param freshnessLifetimeMs how long it is fresh (section 4.2.1)
 * @param staleWhileRevalidateMs how long after that it may be served while it is revalidated
 * @param staleIfErrorMs how long after that it may be served if revalidation fails; empty if not
 *     specified
 * @param noStore whether it must not be cached
 * @param noCache whether it must be revalidated before each use
 * @param mustRevalidate whether it must never be served stale
 * @param etag its entity tag as in the header; null if it has none
 */
public record Lifetime(
    long requestedAtMs,
    long initialAgeMs,
    long freshnessLifetimeMs,
    long staleWhileRevalidateMs,
    OptionalLong staleIfErrorMs,
    boolean noStore,
    boolean noCache,
    boolean mustRevalidate,
    @Nullable String etag) {

  /** The lifetime of a response without caching headers: stale from the start. */
  public static Lifetime unspecified(long requestedAtMs) {
    return new Lifetime(requestedAtMs, 0, 0, 0, OptionalLong.empty(), false, false, false, null);
  }

  /** Its age (section 4.2.3); never less than the initial age, even if the clock was set back. */
  public long ageMs(long nowMs) {
    return initialAgeMs + Math.max(0, nowMs - requestedAtMs);
  }

  /** How long it stays fresh, in milliseconds; 0 if it is stale. */
  public long freshForMs(long nowMs) {
    return noCache || noStore ? 0 : Math.max(0, freshnessLifetimeMs - ageMs(nowMs));
  }

  /** Whether it is fresh. */
  public boolean isFresh(long nowMs) {
    return freshForMs(nowMs) > 0;
  }

  /** Whether it may be served while it is revalidated (RFC 5861, section 3). */
  public boolean mayServeWhileRevalidating(long nowMs) {
    return mayBeStale() && ageMs(nowMs) < freshnessLifetimeMs + staleWhileRevalidateMs;
  }

  /**
   * Whether it may be served stale if revalidation fails (RFC 5861, section 4; RFC 9111, section
   * 4.2.4).
   *
   * @param defaultMs the limit if the upstream did not specify one
   */
  public boolean mayServeOnError(long nowMs, long defaultMs) {
    return mayBeStale() && ageMs(nowMs) < freshnessLifetimeMs + staleIfErrorMs.orElse(defaultMs);
  }

  private boolean mayBeStale() {
    return !mustRevalidate && !noCache && !noStore;
  }
}
