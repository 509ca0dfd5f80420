package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps a response's head to a failure, as PokéAPI uses statuses: its errors are plain text, an
 * unknown resource or malformed key may be a 400, and a 403 does not concern the document. Pure.
 */
final class StatusMapping {

  private static final long LONGEST_WAIT_MS = Duration.ofDays(1).toMillis();

  private StatusMapping() {}

  /**
   * Maps a response.
   *
   * @param what the document's path, for the message
   * @param now the time, for a {@code Retry-After} that is a date (RFC 9110, section 10.2.3)
   * @return empty if the response is a document
   */
  static Optional<Failure> failure(UpstreamResponse answer, String what, Instant now) {
    var status = answer.status();
    return switch (status) {
      case 200 -> body(answer);
      case 400, 404, 410 -> of(FailureKind.NOT_FOUND, what + " does not exist", status);
      case 429, 503 ->
          Optional.of(
              new Failure(
                  status == 429 ? FailureKind.UPSTREAM_REJECTED : FailureKind.UPSTREAM_ERROR,
                  "the upstream received too many requests and answered " + status,
                  status,
                  retryAfterMs(answer.retryAfter(), now),
                  List.of(),
                  ""));
      default ->
          status >= 400 && status < 500
              ? of(
                  FailureKind.UPSTREAM_REJECTED,
                  "the upstream refused with status " + status,
                  status)
              : of(FailureKind.UPSTREAM_ERROR, "the upstream failed with status " + status, status);
    };
  }

  private static Optional<Failure> body(UpstreamResponse answer) {
    var encoding = answer.contentEncoding();
    if (!isJson(answer.contentType())) {
      return of(FailureKind.UPSTREAM_INVALID_BODY, "the upstream's response is not JSON", 200);
    }
    if (encoding != null && !isGzip(encoding) && !encoding.equalsIgnoreCase("identity")) {
      return of(
          FailureKind.UPSTREAM_INVALID_BODY,
          "the upstream's response has an encoding that was not requested",
          200);
    }
    return Optional.empty();
  }

  /** Whether a content encoding is gzip. */
  static boolean isGzip(@Nullable String encoding) {
    return encoding != null
        && (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip"));
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    var end = contentType.indexOf(';');
    var essence = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    essence = essence.toLowerCase(Locale.ROOT);
    return essence.equals("application/json") || essence.endsWith("+json");
  }

  private static long retryAfterMs(@Nullable String value, Instant now) {
    if (value == null) {
      return 0;
    }
    try {
      var text = value.strip();
      var millis =
          text.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Math.multiplyExact(Long.parseLong(text), 1_000L)
              : HttpDate.parse(text).map(date -> Duration.between(now, date).toMillis()).orElse(0L);
      return Math.min(LONGEST_WAIT_MS, Math.max(0, millis));
    } catch (ArithmeticException | NumberFormatException unreadable) {
      return 0;
    }
  }

  private static Optional<Failure> of(FailureKind kind, String detail, int status) {
    return Optional.of(Failure.answered(kind, detail, status));
  }
}
