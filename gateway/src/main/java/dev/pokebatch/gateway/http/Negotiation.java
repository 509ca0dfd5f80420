package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** Agrees with the client on media types (RFC 9110, section 12.5.1). */
final class Negotiation {

  private Negotiation() {}

  /**
   * The best of the available types for this client, the first where it has no wish.
   *
   * @throws ProblemException {@code not-acceptable} where it takes none of them
   */
  static String accept(RoutingContext context, List<String> available) {
    var lines = context.request().headers().getAll(HttpHeaders.ACCEPT);
    if (lines.isEmpty()) {
      return available.get(0);
    }
    return MediaRange.best(MediaRange.all(String.join(",", lines)), available)
        .orElseThrow(() -> new ProblemException(Problem.notAcceptable(available)));
  }

  /**
   * Checks the type of what the client sends, and its coding; no type is taken for the first.
   *
   * @throws ProblemException {@code unsupported-media-type} where it is another, or encoded as
   *     nobody can undo
   */
  static void contentType(RoutingContext context, List<String> available) {
    Decoding.check(context.request());
    var given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (given == null || available.contains(essence(given))) {
      return;
    }
    throw new ProblemException(Problem.unsupportedMediaType(available));
  }

  /** Whether what the client sends says that it is of that type. */
  static boolean isContent(RoutingContext context, String type) {
    var given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return given != null && essence(given).equals(type);
  }

  /** Whether the client says {@code TE: trailers} (RFC 9110, section 10.1.4). */
  static boolean takesTrailers(RoutingContext context) {
    return context.request().headers().getAll("TE").stream()
        .anyMatch(codings -> codings.toLowerCase(Locale.ROOT).contains("trailers"));
  }

  private static String essence(String type) {
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
