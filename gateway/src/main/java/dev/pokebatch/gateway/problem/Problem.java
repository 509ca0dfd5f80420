package dev.pokebatch.gateway.problem;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * A problem that a client is told of (RFC 9457, section 3). Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457#section-3">RFC 9457, section 3</a>
 */
public final class Problem {

  private final ProblemType type;
  private final int status;
  private final JsonObject json;
  private final Map<String, String> headers;

  private Problem(ProblemType type, int status, JsonObject json, Map<String, String> headers) {
    this.type = type;
    this.status = status;
    this.json = json;
    this.headers = headers;
  }

  /** A problem with its type's usual status. */
  public static Problem of(ProblemType type, String detail) {
    return of(type, type.status(), detail);
  }

  /** A problem with a status of its own. */
  public static Problem of(ProblemType type, int status, String detail) {
    var json =
        new JsonObject()
            .put("type", "/problems/" + type.slug())
            .put("title", type.title())
            .put("status", status)
            .put("detail", detail);
    return new Problem(type, status, json, Map.of());
  }

  /** The same with a further member. */
  public Problem with(String member, Object value) {
    return new Problem(type, status, json.copy().put(member, value), headers);
  }

  /** The same, saying which methods are allowed (RFC 9110, section 10.2.1). */
  public Problem withAllow(String methods) {
    return withHeader("Allow", methods);
  }

  /** The same, saying when to come back (RFC 9110, section 10.2.3), in seconds. */
  public Problem withRetryAfter(int seconds) {
    return withHeader("Retry-After", String.valueOf(seconds));
  }

  private Problem withHeader(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Problem(type, status, json, Map.copyOf(more));
  }

  /** Its kind. */
  public ProblemType type() {
    return type;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The headers that belong to it. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Its JSON form, in which it is sent. */
  public JsonObject toJson() {
    return json.copy();
  }
}
