package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.Lifetime;
import java.time.Duration;
import java.time.Instant;

/**
 * Computes a response's freshness lifetime from its headers (RFC 9111, section 4.2; RFC 5861) for a
 * private cache: directives for shared caches are ignored. Pure.
 *
 * <p>The age is the {@code Age} header plus the time since the request. {@code Date} is not
 * compared with our clock, since the two clocks may differ.
 */
final class Freshness {

  private static final long LONGEST_MS = Duration.ofDays(365).toMillis();

  private Freshness() {}

  /**
   * The lifetime of a response.
   *
   * @param requestedAtMs when it was requested, in milliseconds since the epoch
   */
  static Lifetime of(CacheHeaders head, long requestedAtMs) {
    var control = CacheControl.of(head.cacheControl());
    return new Lifetime(
        requestedAtMs,
        ageMs(head),
        control.millis("max-age").orElseGet(() -> untilExpiryMs(head, requestedAtMs)),
        control.millis("stale-while-revalidate").orElse(0),
        control.millis("stale-if-error"),
        control.has("no-store"),
        control.has("no-cache"),
        control.has("must-revalidate"),
        head.etag());
  }

  /**
   * The lifetime of a cached document after a 304 (section 4.3.4): headers that the 304 lacks keep
   * their values.
   */
  static Lifetime renewed(Lifetime kept, CacheHeaders head, long requestedAtMs) {
    var said = of(head, requestedAtMs);
    var terms = head.hasFreshness() ? said : kept;
    return new Lifetime(
        requestedAtMs,
        said.initialAgeMs(),
        terms.freshnessLifetimeMs(),
        terms.staleWhileRevalidateMs(),
        terms.staleIfErrorMs(),
        terms.noStore(),
        terms.noCache(),
        terms.mustRevalidate(),
        said.etag() == null ? kept.etag() : said.etag());
  }

  private static long ageMs(CacheHeaders head) {
    return head.age() == null ? 0 : 1_000 * CacheControl.seconds(head.age());
  }

  /** An invalid date counts as expired (section 5.3). */
  private static long untilExpiryMs(CacheHeaders head, long requestedAtMs) {
    var from = HttpDate.parse(head.date()).orElseGet(() -> Instant.ofEpochMilli(requestedAtMs));
    return HttpDate.parse(head.expires())
        .map(expires -> Duration.between(from, expires).toMillis())
        .map(millis -> Math.min(LONGEST_MS, Math.max(0, millis)))
        .orElse(0L);
  }
}
