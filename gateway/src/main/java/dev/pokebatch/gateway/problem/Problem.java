package dev.pokebatch.gateway.problem;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What went wrong, as a client reads it: problem details of RFC 9457. Immutable.
 *
 * @param type the entry in the catalogue
 * @param status the HTTP status
 * @param detail one sentence for a person, about this occurrence; our words, never an exception's
 * @param members extension members (RFC 9457, section 3.2), in the order in which they are written
 */
public record Problem(ProblemType type, int status, String detail, Map<String, Object> members) {

  /** The media type of a problem that is a whole answer. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String ALLOW = "allow";
  private static final String RETRY_AFTER_MS = "retryAfterMs";
  private static final long LONGEST_RETRY_AFTER_MS = 3_000;
  private static final Set<String> RESERVED =
      Set.of("type", "title", "status", "detail", "instance");

  /**
   * Copies the members.
   *
   * @throws IllegalArgumentException where a member has a name that the RFC defines itself
   */
  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    if (!Collections.disjoint(members.keySet(), RESERVED)) {
      throw new IllegalArgumentException("not an extension member: one of " + members.keySet());
    }
  }

  /** A problem with its type's own status and no further members. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, type.status(), detail, Map.of());
  }

  /**
   * The body is not JSON.
   *
   * @param line where, counted from 1
   * @param column where in the line, counted from 1
   */
  public static Problem malformedJson(long line, int column, String detail) {
    return of(ProblemType.MALFORMED_JSON, detail).with("line", line).with("column", column);
  }

  /**
   * The body is not a request that can be understood.
   *
   * @param faults what is wrong with it, at least one
   * @param more how many faults there are besides these; told in {@code truncated}
   */
  public static Problem invalidRequest(List<RequestFault> faults, int more) {
    var count = faults.size() + more;
    var detail =
        (count == 1 ? "The request has a fault" : "The request has " + count + " faults")
            + (more == 0 ? "." : ", of which the first " + faults.size() + " are listed.");
    var problem =
        of(ProblemType.INVALID_REQUEST, detail)
            .with("errors", faults.stream().map(RequestFault::toMap).toList());
    return more == 0 ? problem : problem.with("truncated", more);
  }

  /** The path exists, but only for these methods. */
  public static Problem methodNotAllowed(List<String> allowed) {
    var methods = List.copyOf(allowed);
    return of(
            ProblemType.METHOD_NOT_ALLOWED,
            "This path takes " + String.join(", ", methods) + " only.")
        .with(ALLOW, methods);
  }

  /** The answer can be had in these media types only. */
  public static Problem notAcceptable(List<String> available) {
    return of(ProblemType.NOT_ACCEPTABLE, "The answer is not available in a type you accept.")
        .with("available", List.copyOf(available));
  }

  /** The request can be read in these media types only. */
  public static Problem unsupportedMediaType(List<String> available) {
    return of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "A body of this media type is not understood.")
        .with("available", List.copyOf(available));
  }

  /** The request can be read in these content codings only, or in none. */
  public static Problem unsupportedCoding(List<String> available) {
    return of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "A body that is encoded so is not understood.")
        .with("available", List.copyOf(available));
  }

  /**
   * More of something was asked for than is allowed.
   *
   * @param limit the limit's name
   */
  public static Problem limitExceeded(String limit, long max, long actual, String detail) {
    return of(ProblemType.LIMIT_EXCEEDED, detail)
        .with("limit", limit)
        .with("max", max)
        .with("actual", actual);
  }

  /**
   * The body has more bytes than are read: status 413.
   *
   * @param max the limit, in bytes
   * @param actual the body's bytes; empty where the client did not say and nobody read so far
   */
  public static Problem bodyTooLarge(long max, OptionalLong actual) {
    var problem = tooLarge("bodyBytes", max, "A body may have at most " + max + " bytes.");
    return actual.isPresent() ? problem.with("actual", actual.getAsLong()) : problem;
  }

  /**
   * A line of the body has more bytes than are read: status 413.
   *
   * @param max the limit, in bytes
   */
  public static Problem lineTooLong(long max) {
    return tooLarge("lineBytes", max, "A line may have at most " + max + " bytes.");
  }

  private static Problem tooLarge(String limit, long max, String detail) {
    return new Problem(ProblemType.LIMIT_EXCEEDED, 413, detail, Map.of())
        .with("limit", limit)
        .with("max", max);
  }

  /**
   * The first line of the request, or its headers, are longer than is read.
   *
   * @param status 414 or 431
   * @param max the limit, in bytes
   */
  public static Problem headTooLong(int status, String limit, long max) {
    var detail = "The head of the request is too long: " + limit + " may be " + max + " at most.";
    return new Problem(ProblemType.LIMIT_EXCEEDED, status, detail, Map.of())
        .with("limit", limit)
        .with("max", max);
  }

  /** Called off before it was done. */
  public static Problem cancelled(CancelledBy by) {
    return of(ProblemType.CANCELLED, "Called off before it was done.").with("by", by.word());
  }

  /**
   * Never begun, for a step of the same group had failed.
   *
   * @param cause the id of that step
   */
  public static Problem siblingFailed(String cause) {
    return of(ProblemType.SIBLING_FAILED, "Not begun, for a step of its group had failed.")
        .with("cause", cause);
  }

  /**
   * Nothing that could be got is where a reference leads.
   *
   * @param from the id of the step that it names
   */
  public static Problem referenceUnresolved(String from, String path, String detail) {
    return of(ProblemType.REFERENCE_UNRESOLVED, detail).with("from", from).with("path", path);
  }

  /**
   * Never begun, for nothing came of what it refers to.
   *
   * @param dependency the id of that step
   */
  public static Problem dependencyFailed(String dependency) {
    return of(ProblemType.DEPENDENCY_FAILED, "Not begun, for nothing came of what it refers to.")
        .with("dependency", dependency);
  }

  /**
   * Not every document is there, and the client wants all or nothing.
   *
   * @param summary the batch's
   * @param errors what is not there
   * @param more how many are not there besides these; told in {@code truncated}
   */
  public static Problem batchIncomplete(
      Map<String, Object> summary, List<Map<String, Object>> errors, int more) {
    var problem =
        of(ProblemType.BATCH_INCOMPLETE, "Not every document is there.")
            .with("summary", summary)
            .with("errors", List.copyOf(errors));
    return more == 0 ? problem : problem.with("truncated", more);
  }

  /**
   * There is no room for the request now. Clients are told different times to come back, so that
   * they do not all come at once.
   */
  public static Problem overloaded(String detail) {
    var retryAfterMs = ThreadLocalRandom.current().nextLong(1, LONGEST_RETRY_AFTER_MS);
    return of(ProblemType.OVERLOADED, detail).retryAfterMs(retryAfterMs);
  }

  /** The same problem with one more member. */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, status, detail, more);
  }

  /** The same problem, saying when to try again, in milliseconds from now. */
  public Problem retryAfterMs(long millis) {
    return with(RETRY_AFTER_MS, millis);
  }

  /**
   * The headers that belong to an answer that is this problem: {@code Allow} (RFC 9110, section
   * 10.2.1) and {@code Retry-After} in whole seconds, rounded up (section 10.2.3), each where a
   * member says it.
   */
  public Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    if (members.get(ALLOW) instanceof List<?> methods) {
      headers.put("Allow", String.join(", ", methods.stream().map(String::valueOf).toList()));
    }
    if (members.get(RETRY_AFTER_MS) instanceof Number millis) {
      headers.put("Retry-After", Long.toString(Math.floorDiv(millis.longValue() + 999, 1_000L)));
    }
    return headers;
  }

  /** The problem as it is written: type, title, status, detail, then the further members. */
  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("type", type.uri())
            .put("title", type.title())
            .put("status", status)
            .put("detail", detail);
    members.forEach(json::put);
    return json;
  }
}
