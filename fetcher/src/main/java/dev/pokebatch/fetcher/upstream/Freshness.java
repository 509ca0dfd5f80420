package dev.pokebatch.fetcher.upstream;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * For how long an answer may be taken for what the upstream would say, by its {@code max-age} and
 * {@code Age} (RFC 9111, section 4.2, as a private cache). Pure.
 */
final class Freshness {

  private static final long LONGEST_S = Duration.ofDays(365).toSeconds();

  private Freshness() {}

  /** Milliseconds from the answer's arrival; 0 where it says nothing that can be read. */
  static long ofMs(@Nullable String cacheControl, @Nullable String age) {
    if (cacheControl == null) {
      return 0;
    }
    var maxAge = 0L;
    for (var directive : cacheControl.toLowerCase(Locale.ROOT).split(",", -1)) {
      var text = directive.strip();
      if (text.equals("no-store") || text.startsWith("no-cache")) {
        return 0;
      }
      if (text.startsWith("max-age=")) {
        maxAge = seconds(text.substring("max-age=".length()));
      }
    }
    return Math.max(0, maxAge - (age == null ? 0 : seconds(age.strip()))) * 1_000;
  }

  /** Delta-seconds (RFC 9111, section 1.2.2); 0 where it is none. */
  private static long seconds(String text) {
    var digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      return 0;
    }
    return text.length() > 9 ? LONGEST_S : Math.min(LONGEST_S, Long.parseLong(text));
  }
}
