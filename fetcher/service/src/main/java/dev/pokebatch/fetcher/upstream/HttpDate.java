package dev.pokebatch.fetcher.upstream;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dates in HTTP headers (RFC 9110, section 5.6.7). Pure. */
final class HttpDate {

  private HttpDate() {}

  /** Parses a header's date; empty if the header is absent or malformed. */
  static Optional<Instant> parse(@Nullable String date) {
    try {
      return Optional.ofNullable(date)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
