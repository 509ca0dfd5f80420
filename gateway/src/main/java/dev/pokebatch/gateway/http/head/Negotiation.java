package dev.pokebatch.gateway.http.head;

import dev.pokebatch.contract.shape.LanguageRanges;
import dev.pokebatch.gateway.http.body.BodyDecoder;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Negotiates media types with the client (RFC 9110, section 12.5). */
public final class Negotiation {

  /** The media type of one JSON text a line. */
  public static final String NDJSON = "application/x-ndjson";

  /** Other names of {@code application/x-ndjson}; none of them is registered. */
  private static final Set<String> LINES =
      Set.of(
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonl",
          "application/jsonlines",
          "application/x-jsonlines");

  private Negotiation() {}

  /** Returns {@link #NDJSON} for its other names, and any other type unchanged. */
  static String canonical(String type) {
    return LINES.contains(type) ? NDJSON : type;
  }

  /**
   * Returns the available type that the client prefers, or the first one if it sends no {@code
   * Accept}.
   *
   * @throws ProblemException {@code not-acceptable} if it accepts none of them
   */
  public static String accept(RoutingContext context, List<String> available) {
    var lines = context.request().headers().getAll(HttpHeaders.ACCEPT);
    if (lines.stream().allMatch(String::isBlank)) {
      return available.get(0);
    }
    return MediaRange.best(MediaRange.all(String.join(",", lines)), available)
        .orElseThrow(() -> new ProblemException(RequestProblems.notAcceptable(available)));
  }

  /**
   * Checks the media type and the content coding of the request body. A missing {@code
   * Content-Type} counts as the first type.
   *
   * @throws ProblemException {@code unsupported-media-type} if the type is not available or the
   *     coding cannot be decoded
   */
  public static void contentType(RoutingContext context, List<String> available) {
    BodyDecoder.check(context.request());
    var given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (given == null || available.contains(essence(given))) {
      return;
    }
    throw new ProblemException(RequestProblems.unsupportedMediaType(available));
  }

  /** Whether the {@code Content-Type} of the request is this type. */
  public static boolean isContent(RoutingContext context, String type) {
    var given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return given != null && essence(given).equals(type);
  }

  /**
   * Returns the language ranges of the client's {@code Accept-Language}, the best first (RFC 9110,
   * section 12.5.4); empty if it accepts any language.
   */
  public static List<String> languages(RoutingContext context) {
    return LanguageRanges.ofHeader(
        String.join(",", context.request().headers().getAll(HttpHeaders.ACCEPT_LANGUAGE)));
  }

  /** Whether the client accepts trailers: {@code TE: trailers} (RFC 9110, section 10.1.4). */
  public static boolean takesTrailers(RoutingContext context) {
    return context.request().version() != HttpVersion.HTTP_1_0
        && context.request().headers().getAll("TE").stream()
            .anyMatch(codings -> codings.toLowerCase(Locale.ROOT).contains("trailers"));
  }

  private static String essence(String type) {
    var end = type.indexOf(';');
    var name = end < 0 ? type : type.substring(0, end);
    return canonical(name.strip().toLowerCase(Locale.ROOT));
  }
}
