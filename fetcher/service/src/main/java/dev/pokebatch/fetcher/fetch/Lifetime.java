package dev.pokebatch.fetcher.fetch;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * For how long an answer may be used, by what was said when it came (RFC 9111, section 4.2; RFC
 * 5861). Times are milliseconds; those on a clock are from the epoch, for a document may be kept
 * longer than a process lives. Pure.
 *
 * @param requestedAtMs when it was asked for: what it says holds no later than from its arrival,
 *     and no earlier than from here
 * @param initialAgeMs how old it was already
 * @param freshnessLifetimeMs for how long from its making it may be used without asking
 * @param staleWhileRevalidateMs for how long after that, while it is being asked for
 * @param staleIfErrorMs and for how long where it cannot be asked for; empty where that was not
 *     said
 * @param noStore whether it must not be kept
 * @param noCache whether it must not be used without asking, ever
 * @param mustRevalidate whether it must not be used once it is no longer fresh, whatever happens
 * @param etag by which the upstream knows it again, as it stood in the header; null without
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

  /** Of an answer that says nothing: it may be used where the upstream cannot be asked, at most. */
  public static Lifetime unspecified(long requestedAtMs) {
    return new Lifetime(requestedAtMs, 0, 0, 0, OptionalLong.empty(), false, false, false, null);
  }

  /** How old it is (section 4.2.3); never less than it was, whatever became of the clock. */
  public long ageMs(long nowMs) {
    return initialAgeMs + Math.max(0, nowMs - requestedAtMs);
  }

  /** For how long it may yet be used without asking; 0 for not at all. */
  public long freshForMs(long nowMs) {
    return noCache || noStore ? 0 : Math.max(0, freshnessLifetimeMs - ageMs(nowMs));
  }

  /** Whether it may be used without asking. */
  public boolean isFresh(long nowMs) {
    return freshForMs(nowMs) > 0;
  }

  /** Whether it may be used while it is being asked for (RFC 5861, section 3). */
  public boolean mayServeWhileRevalidating(long nowMs) {
    return mayBeStale() && ageMs(nowMs) < freshnessLifetimeMs + staleWhileRevalidateMs;
  }

  /**
   * Whether it may be used where the upstream cannot be asked (RFC 5861, section 4; RFC 9111,
   * section 4.2.4).
   *
   * @param defaultMs for how long after it was fresh, where the upstream did not say
   */
  public boolean mayServeOnError(long nowMs, long defaultMs) {
    return mayBeStale() && ageMs(nowMs) < freshnessLifetimeMs + staleIfErrorMs.orElse(defaultMs);
  }

  private boolean mayBeStale() {
    return !mustRevalidate && !noCache && !noStore;
  }
}
