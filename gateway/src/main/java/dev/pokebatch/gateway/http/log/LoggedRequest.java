package dev.pokebatch.gateway.http.log;

import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that is over, as the logs describe it.
 *
 * @param time when its head had arrived
 * @param requestId its id, which its response and its problems have too
 * @param keyId the id of the client's API key; null without a key
 * @param address the client's address
 * @param method the HTTP method; null if the head is not known
 * @param path the path as it was sent, without the query; null if the head is not known
 * @param protocol such as {@code HTTP/1.1}; null if the head is not known
 * @param route such as {@code /v1/batches/{id}}; null if the path is none of the gateway's
 * @param status the status of the response; 499 if the client left before its end
 * @param bytes bytes of the response's body, as they were sent
 * @param durationMs milliseconds until the response was written
 * @param work the documents and requests to the upstream; null if it was no batch
 * @param referer where the client comes from, without a query; null if it does not say
 * @param userAgent the client's program; null if it does not say
 */
record LoggedRequest(
    OffsetDateTime time,
    String requestId,
    @Nullable String keyId,
    String address,
    @Nullable String method,
    @Nullable String path,
    @Nullable String protocol,
    @Nullable String route,
    int status,
    long bytes,
    double durationMs,
    @Nullable Summary work,
    @Nullable String referer,
    @Nullable String userAgent) {

  private static final DateTimeFormatter COMBINED_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  /** Describes a request whose head is not known. */
  static LoggedRequest withoutHead(
      OffsetDateTime time, String requestId, String address, int status, long bytes) {
    return new LoggedRequest(
        time, requestId, null, address, null, null, null, null, status, bytes, 0, null, null, null);
  }

  /** Returns the line of the access log as a JSON object; what is unknown is left out. */
  String toJson() {
    var json = identity();
    if (method != null) {
      json.put("method", method).put("path", path);
    }
    if (route != null) {
      json.put("route", route);
    }
    json.put("status", status);
    if (work != null) {
      json.put("documents", work.total()).put("upstreamRequests", work.requests());
    }
    return json.put("bytes", bytes).put("durationMs", durationMs).encode();
  }

  /** Returns the line of the audit log: who has changed what, and whether that succeeded. */
  String toAudit() {
    return identity()
        .put("audit", method + " " + route)
        .put("path", path)
        .put("status", status)
        .encode();
  }

  private JsonObject identity() {
    var json = new JsonObject().put("time", time.toString()).put("requestId", requestId);
    if (keyId != null) {
      json.put("key", keyId);
    }
    return json.put("address", address);
  }

  /**
   * Returns the line in the combined log format, followed by request id, route, documents, requests
   * to the upstream and milliseconds, each with its name. The user is the id of the API key.
   */
  String toCombined() {
    return String.format(
        Locale.ROOT,
        "%s - %s [%s] \"%s\" %d %s \"%s\" \"%s\""
            + " id=%s route=%s documents=%s upstream=%s ms=%.1f",
        address,
        orDash(keyId),
        COMBINED_TIME.format(time),
        requestLine(),
        status,
        bytes == 0 ? "-" : bytes,
        orDash(referer),
        orDash(userAgent),
        requestId,
        orDash(route),
        work == null ? "-" : work.total(),
        work == null ? "-" : work.requests(),
        durationMs);
  }

  private String requestLine() {
    return method == null ? "-" : escaped(method + " " + path + " " + protocol);
  }

  private static String orDash(@Nullable String value) {
    return value == null ? "-" : escaped(value);
  }

  /** Escapes what could end a value or a line: quotes, backslashes and all but printable ASCII. */
  private static String escaped(String value) {
    var text = new StringBuilder(value.length());
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
