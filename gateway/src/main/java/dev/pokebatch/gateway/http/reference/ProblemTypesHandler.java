package dev.pokebatch.gateway.http.reference;

import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * {@code GET /problems/{slug}}: the meaning of a problem type, as HTML or JSON. The URIs of problem
 * types lead here (RFC 9457, section 3.1.1).
 */
public final class ProblemTypesHandler {

  private static final String JSON = "application/json";
  private static final String HTML = "text/html";

  /** HTML is the default, for browsers. */
  private static final List<String> OF_A_PROBLEM = List.of(HTML, JSON);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%1$s</title>
      <style>body { font: 1.1em/1.5 system-ui, sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em }</style>
      <h1>%1$s</h1>
      <p>%2$s</p>
      <p><code>%3$s</code>, HTTP status %4$d</p>
      </html>
      """;

  private ProblemTypesHandler() {}

  /** Answers with the title, status and meaning of a problem type. */
  public static void handle(RoutingContext context) {
    QueryParameters.allow(context);
    var type =
        ProblemType.of(context.pathParam("slug")).orElseThrow(ProblemTypesHandler::noSuchType);
    var mediaType = Negotiation.accept(context, OF_A_PROBLEM);
    context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    CompleteResponse.send(
        context, mediaType, Buffer.buffer(mediaType.equals(HTML) ? page(type) : json(type)));
  }

  private static String page(ProblemType type) {
    return String.format(
        Locale.ROOT, PAGE, type.title(), type.meaning(), type.uri(), type.status());
  }

  private static String json(ProblemType type) {
    return new JsonObject()
        .put("type", type.uri())
        .put("title", type.title())
        .put("status", type.status())
        .put("meaning", type.meaning())
        .encode();
  }

  private static ProblemException noSuchType() {
    return new ProblemException(
        Problem.of(ProblemType.NOT_FOUND, "there is no problem type with this name"));
  }
}
