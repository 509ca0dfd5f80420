package dev.pokebatch.gateway.coding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The content codings that a client accepts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, section 12.5.3</a>
 */
public final class AcceptEncoding {

  /** The coding that responses are compressed with. */
  public static final String GZIP = "gzip";

  /** Shorter bodies, in bytes, are not compressed: they fit into one packet as they are. */
  public static final int SHORTEST = 1_024;

  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=\\s*([0-9]+(?:\\.[0-9]*)?)\\s*(?:;|$)");

  private AcceptEncoding() {}

  /**
   * Whether the client accepts {@code gzip} and does not prefer an uncompressed response. An
   * invalid weight counts as 1.
   */
  public static boolean takesGzip(HttpServerRequest request) {
    if (!request.headers().contains(HttpHeaders.ACCEPT_ENCODING)) {
      return false;
    }
    var weights = weights(request.headers());
    var any = weights.getOrDefault("*", 0.0);
    var gzip = weights.getOrDefault(GZIP, weights.getOrDefault("x-gzip", any));
    return gzip > 0 && gzip >= weights.getOrDefault("identity", 0.0);
  }

  private static Map<String, Double> weights(MultiMap headers) {
    var weights = new HashMap<String, Double>();
    for (var line : headers.getAll(HttpHeaders.ACCEPT_ENCODING)) {
      for (var coding : line.toLowerCase(Locale.ROOT).split(",", -1)) {
        var weight = WEIGHT.matcher(coding);
        weights.putIfAbsent(
            coding.split(";", -1)[0].strip(),
            weight.find() ? Double.parseDouble(weight.group(1)) : 1);
      }
    }
    return weights;
  }

  /** Tells caches that the response depends on what the client accepts (section 12.5.5). */
  public static void vary(MultiMap responseHeaders) {
    var given = String.join(",", responseHeaders.getAll(HttpHeaders.VARY));
    if (!given.toLowerCase(Locale.ROOT).contains("accept-encoding")) {
      responseHeaders.add(HttpHeaders.VARY, "Accept-Encoding");
    }
  }
}
