package dev.pokebatch.gateway.http.head;

import dev.pokebatch.gateway.batch.AnswerFormat;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The media type of an answer: the format that the URL names, in the query or as the extension of
 * its path; otherwise the one that the client prefers ({@code Accept}).
 */
public final class AnswerType {

  /** The query parameter. */
  public static final String PARAMETER = "format";

  /** The end of routes whose path has an extension. */
  public static final String ROUTE = ".:" + PARAMETER;

  private static final Pattern EXTENSION =
      Pattern.compile("(.+)\\.(json|ndjson|csv|sse)", Pattern.CASE_INSENSITIVE);

  private AnswerType() {}

  /**
   * A path segment that may end with a format.
   *
   * @param name the segment without its extension
   * @param extension the format; empty if the segment has none
   */
  public record Segment(String name, String extension) {

    /** Splits a segment; a dot before another text than a format is a part of its name. */
    public static Segment of(String text) {
      var parts = EXTENSION.matcher(text);
      return parts.matches() ? new Segment(parts.group(1), parts.group(2)) : new Segment(text, "");
    }
  }

  /**
   * Returns the media type of an answer whose path may end with {@link #ROUTE}.
   *
   * @param available the media types that there are, the default first
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code invalid-request} if the URL names
   *     an unknown format, or two of them; {@code not-acceptable} if it names none, and the client
   *     accepts none
   */
  public static String of(RoutingContext context, List<String> available) {
    return of(context, Objects.requireNonNullElse(context.pathParam(PARAMETER), ""), available);
  }

  /**
   * Returns the media type of an answer.
   *
   * @param extension the format that the path ends with; empty if there is none
   * @param available the media types that there are, the default first
   * @throws dev.pokebatch.gateway.problem.ProblemException as the other method does
   */
  public static String of(RoutingContext context, String extension, List<String> available) {
    var formats =
        Arrays.stream(AnswerFormat.values())
            .filter(format -> available.contains(format.mediaType()))
            .toList();
    var words = formats.stream().map(AnswerFormat::word).toList();
    var ending = extension.toLowerCase(Locale.ROOT);
    if (!ending.isEmpty() && !words.contains(ending)) {
      throw QueryParameters.fault(
          PARAMETER, "the path may end with ." + String.join(" or .", words));
    }
    if (context.queryParams().contains(PARAMETER)) {
      var word = QueryParameters.choice(context, PARAMETER, words);
      if (!ending.isEmpty() && !ending.equals(word)) {
        throw QueryParameters.fault(
            PARAMETER, "must be " + ending + ", because the path ends with it");
      }
      return type(word);
    }
    if (!ending.isEmpty()) {
      return type(ending);
    }
    context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return Negotiation.accept(context, available);
  }

  private static String type(String word) {
    return AnswerFormat.valueOf(word.toUpperCase(Locale.ROOT)).mediaType();
  }
}
