package dev.pokebatch.gateway.problem;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Problems of requests that exceed a limit of the gateway, or arrive while it is overloaded. */
public final class LimitProblems {

  private static final int CONTENT_TOO_LARGE = 413;
  private static final long LONGEST_RETRY_AFTER_MS = 3_000;

  private LimitProblems() {}

  /**
   * A request exceeds a limit: status 422.
   *
   * @param limit the limit's name, as in {@code GET /v1/limits}
   * @param max the limit's value
   * @param actual the value that exceeds it
   * @param detail one sentence that names both values
   */
  public static Problem limitExceeded(String limit, long max, long actual, String detail) {
    return Problem.of(ProblemType.LIMIT_EXCEEDED, detail)
        .with("limit", limit)
        .with("max", max)
        .with("actual", actual);
  }

  /**
   * The body is too large: status 413.
   *
   * @param max the limit, in bytes
   * @param actual the body's length in bytes; empty if it is unknown, because the client did not
   *     send {@code Content-Length} and the gateway stopped reading at the limit
   */
  public static Problem bodyTooLarge(long max, OptionalLong actual) {
    var detail = "A body may have at most " + max + " bytes.";
    var problem = tooLarge(CONTENT_TOO_LARGE, "bodyBytes", max, detail);
    return actual.isPresent() ? problem.with("actual", actual.getAsLong()) : problem;
  }

  /**
   * A line of a stream of steps is too long: status 413.
   *
   * @param max the limit, in bytes
   */
  public static Problem lineTooLong(long max) {
    var detail = "A line may have at most " + max + " bytes.";
    return tooLarge(CONTENT_TOO_LARGE, "lineBytes", max, detail);
  }

  /**
   * The request line or the header fields are too long.
   *
   * @param status 414 or 431
   * @param limit the limit's name
   * @param max the limit, in bytes
   */
  public static Problem headTooLong(int status, String limit, long max) {
    var part = status == 414 ? "request line" : "header section";
    var detail = "The " + part + " is too long: it may have at most " + max + " bytes.";
    return tooLarge(status, limit, max, detail);
  }

  private static Problem tooLarge(int status, String limit, long max, String detail) {
    return new Problem(ProblemType.LIMIT_EXCEEDED, status, detail, Map.of())
        .with("limit", limit)
        .with("max", max);
  }

  /**
   * A client has used up a quota: status 429. The member {@code violated-policies} has the name
   * that draft-ietf-httpapi-ratelimit-headers gives it.
   *
   * @param quota the quota's name, as in {@code RateLimit-Policy}
   * @param max the quota's value
   * @param detail one sentence that names both
   */
  public static Problem quotaExceeded(String quota, long max, String detail) {
    return Problem.of(ProblemType.QUOTA_EXCEEDED, detail)
        .with("violated-policies", List.of(quota))
        .with("max", max);
  }

  /**
   * The gateway has no capacity for the request now: status 503. {@code retryAfterMs} is random, up
   * to three seconds, so that rejected clients do not all return at once.
   *
   * @param detail what there is no capacity for
   */
  public static Problem overloaded(String detail) {
    var retryAfterMs = ThreadLocalRandom.current().nextLong(1, LONGEST_RETRY_AFTER_MS);
    return Problem.of(ProblemType.OVERLOADED, detail).retryAfterMs(retryAfterMs);
  }
}
