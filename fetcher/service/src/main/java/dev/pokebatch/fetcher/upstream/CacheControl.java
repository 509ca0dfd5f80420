package dev.pokebatch.fetcher.upstream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directives of {@code Cache-Control} (RFC 9111, section 5.2); of repeated ones, the first.
 * Pure.
 *
 * @param directives each directive's argument by its lower-case name; empty if it has none
 */
record CacheControl(Map<String, String> directives) {

  private static final long LONGEST_S = Duration.ofDays(365).toSeconds();
  private static final int MOST_DIGITS = 9;
  private static final Pattern DIRECTIVE =
      Pattern.compile("([^\\s,;=\"]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]*)))?");

  /** Parses the header and ignores what is not a directive. */
  static CacheControl of(@Nullable String header) {
    var directives = new HashMap<String, String>();
    if (header != null) {
      var found = DIRECTIVE.matcher(header);
      while (found.find()) {
        var quoted = found.group(2);
        var token = found.group(3);
        directives.putIfAbsent(
            String.valueOf(found.group(1)).toLowerCase(Locale.ROOT),
            quoted != null ? quoted : token != null ? token : "");
      }
    }
    return new CacheControl(directives);
  }

  boolean has(String name) {
    return directives.containsKey(name);
  }

  /**
   * The duration of a directive in milliseconds; 0 if it cannot be parsed, empty if the directive
   * is absent.
   */
  OptionalLong millis(String name) {
    var argument = directives.get(name);
    return argument == null ? OptionalLong.empty() : OptionalLong.of(1_000 * seconds(argument));
  }

  /** Parses delta-seconds (section 1.2.2), at most a year; 0 if malformed. */
  static long seconds(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return text.length() > MOST_DIGITS ? LONGEST_S : Math.min(LONGEST_S, Long.parseLong(text));
  }
}
