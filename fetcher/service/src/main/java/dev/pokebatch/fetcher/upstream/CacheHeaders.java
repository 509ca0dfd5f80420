package dev.pokebatch.fetcher.upstream;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The caching headers of a response; null for each that is absent.
 *
 * @param cacheControl all lines of {@code Cache-Control} joined
 * @param age seconds spent in caches
 * @param expires a date
 * @param date when the response was created
 * @param etag the entity tag, including its quotes
 */
record CacheHeaders(
    @Nullable String cacheControl,
    @Nullable String age,
    @Nullable String expires,
    @Nullable String date,
    @Nullable String etag) {

  /** No caching headers. */
  static final CacheHeaders NONE = new CacheHeaders(null, null, null, null, null);

  /**
   * Reads the headers.
   *
   * @param values returns all lines of a header, by its lower-case name
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

  /** Whether the response specifies its freshness. */
  boolean hasFreshness() {
    return cacheControl != null || expires != null;
  }
}
