package dev.pokebatch.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/** The content codings that a client takes (RFC 9110, section 12.5.3). */
final class Codings {

  private static final Pattern REFUSED = Pattern.compile(";\\s*q\\s*=\\s*0(?:\\.0*)?\\s*$");

  private Codings() {}

  /** Whether the client says that it takes {@code gzip}. */
  static boolean takesGzip(HttpServerRequest request) {
    for (var line : request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)) {
      for (var coding : line.split(",", -1)) {
        var name = coding.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        if (name.equals("gzip") || name.equals("x-gzip")) {
          return !REFUSED.matcher(coding).find();
        }
      }
    }
    return false;
  }
}
