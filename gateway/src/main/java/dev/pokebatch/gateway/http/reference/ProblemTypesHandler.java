package dev.pokebatch.gateway.http.reference;

import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.page.PageHandler;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code GET /problems/{slug}}: the meaning of a problem type, as HTML or JSON. The URIs of problem
 * types lead here (RFC 9457, section 3.1.1).
 */
public final class ProblemTypesHandler {

  private static final String JSON = "application/json";
  private static final String HTML = "text/html";

  /** HTML is the default, for browsers. */
  private static final List<String> OF_A_PROBLEM = List.of(HTML, JSON);

  private static final String PAGE = PageHandler.template("problem.html");

  private ProblemTypesHandler() {}

  /** Answers with the title, status and meaning of a problem type. */
  public static void handle(RoutingContext context) {
    QueryParameters.allow(context);
    var type =
        ProblemType.of(context.pathParam("slug")).orElseThrow(ProblemTypesHandler::noSuchType);
    var mediaType = Negotiation.accept(context, OF_A_PROBLEM);
    context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    context.response().putHeader("Content-Security-Policy", PageHandler.CONTENT_SECURITY_POLICY);
    CompleteResponse.send(
        context, mediaType, Buffer.buffer(mediaType.equals(HTML) ? page(type) : json(type)));
  }

  private static String page(ProblemType type) {
    return PAGE.replace("{title}", type.title())
        .replace("{meaning}", type.meaning())
        .replace("{type}", type.uri())
        .replace("{status}", Integer.toString(type.status()));
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
