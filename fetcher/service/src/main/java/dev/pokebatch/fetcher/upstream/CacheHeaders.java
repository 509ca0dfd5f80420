package dev.pokebatch.fetcher.upstream;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's head says to caches; null for what it does not say.
 *
 * @param cacheControl all lines of it as one
 * @param age seconds that it spent in caches
 * @param expires a date
 * @param date when it was made
 * @param etag its entity tag, quotes and all
 */
record CacheHeaders(
    @Nullable String cacheControl,
    @Nullable String age,
    @Nullable String expires,
    @Nullable String date,
    @Nullable String etag) {

  /** Nothing is said. */
  static final CacheHeaders NONE = new CacheHeaders(null, null, null, null, null);

  /**
   * Reads them.
   *
   * @param values all lines of a header, by its lower-case name
   */
  static CacheHeaders of(Function<String, List<String>> values) {
    var cacheControl = values.apply("cache-control");
    return new CacheHeaders(
        cacheControl.isEmpty() ? null : String.join(",", cacheControl),
        first(values.apply("age")),
        first(values.apply("expires")),
        first(values.apply("date")),
        first(values.apply("etag")));
  }

  private static @Nullable String first(List<String> lines) {
    return lines.isEmpty() ? null : lines.get(0).strip();
  }

  /** Whether it says for how long the answer holds. */
  boolean hasFreshness() {
    return cacheControl != null || expires != null;
  }
}
