package dev.pokebatch.gateway.problem;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Problem details for a client (RFC 9457). Immutable. Most are made by {@link RequestProblems},
 * {@link LimitProblems}, {@link StepProblems} and {@link Problems}.
 *
 * @param type the problem type
 * @param status the HTTP status
 * @param detail one sentence about this occurrence, for people; never the message of an exception
 * @param members extension members (RFC 9457, section 3.2), in the order in which they are written
 */
public record Problem(ProblemType type, int status, String detail, Map<String, Object> members) {

  /** The media type of an answer that is a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The member with the methods that the path supports. */
  static final String ALLOW = "allow";

  /** The member with the error code of a refused API key (RFC 6750, section 3.1). */
  public static final String ERROR = "error";

  /** The member with the scopes that an API key needs, separated by spaces. */
  public static final String SCOPE = "scope";

  private static final String RETRY_AFTER_MS = "retryAfterMs";
  private static final Set<String> RESERVED =
      Set.of("type", "title", "status", "detail", "instance");

  /**
   * Copies the members.
   *
   * @throws IllegalArgumentException if a member has a name that RFC 9457 defines itself
   */
  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    if (!Collections.disjoint(members.keySet(), RESERVED)) {
      throw new IllegalArgumentException("RFC 9457 defines one of these: " + members.keySet());
    }
  }

  /** Returns a problem with the status of its type and without extension members. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, type.status(), detail, Map.of());
  }

  /** Returns a copy with one more member. */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, status, detail, more);
  }

  /** Returns a copy that tells the client to try again after so many milliseconds. */
  public Problem retryAfterMs(long millis) {
    return with(RETRY_AFTER_MS, millis);
  }

  /**
   * Returns the header fields of an answer that is this problem: {@code Allow} (RFC 9110, section
   * 10.2.1) if it has the member {@code allow}, {@code Retry-After} in whole seconds, rounded up
   * (section 10.2.3), if it has {@code retryAfterMs}, and {@code WWW-Authenticate} (RFC 6750,
   * section 3) if it is about an API key.
   */
  public Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    if (members.get(ALLOW) instanceof List<?> methods) {
      headers.put("Allow", String.join(", ", methods.stream().map(String::valueOf).toList()));
    }
    if (members.get(RETRY_AFTER_MS) instanceof Number millis) {
      headers.put("Retry-After", Long.toString(Math.floorDiv(millis.longValue() + 999, 1_000L)));
    }
    if (type == ProblemType.UNAUTHORIZED || members.containsKey(ERROR)) {
      headers.put("WWW-Authenticate", challenge());
    }
    return headers;
  }

  private String challenge() {
    var challenge = new StringBuilder("Bearer realm=\"pokebatch\"");
    for (var parameter : List.of(ERROR, SCOPE)) {
      if (members.get(parameter) instanceof String value) {
        challenge.append(", ").append(parameter).append("=\"").append(value).append('"');
      }
    }
    return challenge.toString();
  }

  /** Returns the JSON: type, title, status, detail, then the extension members. */
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
