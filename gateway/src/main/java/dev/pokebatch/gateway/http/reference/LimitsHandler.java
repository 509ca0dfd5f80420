package dev.pokebatch.gateway.http.reference;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.http.admission.ServerLimits;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.job.JobConfig;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** What a client may look up: the limits in force, and what a type of problem means. */
public final class LimitsHandler {

  private static final String JSON = "application/json";
  private static final String HTML = "text/html";

  /** For a person with a browser first. */
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

  private final JsonObject limits;

  /**
   * @param limits of a batch that is answered at once
   * @param intake what the process takes in
   * @param collections the most that are stored
   * @param collectionBytes the most bytes that all of them may have
   * @param jobs of batches that are kept
   */
  public LimitsHandler(
      BatchLimits limits,
      ServerLimits intake,
      int collections,
      long collectionBytes,
      JobConfig jobs) {
    this.limits =
        limits
            .toJson()
            .mergeIn(intake.toJson())
            .put("collections", collections)
            .put("collectionBytes", collectionBytes)
            .put("jobs", jobs(jobs))
            .put("requestLineBytes", HttpServerOptions.DEFAULT_MAX_INITIAL_LINE_LENGTH)
            .put("headerBytes", HttpServerOptions.DEFAULT_MAX_HEADER_SIZE);
  }

  private static JsonObject jobs(JobConfig jobs) {
    return new JsonObject()
        .put("documents", jobs.limits().documents())
        .put("deadlineMs", jobs.limits().maxDeadlineMs())
        .put("running", jobs.running())
        .put("queued", jobs.queued())
        .put("jobBytes", jobs.jobBytes())
        .put("jobsBytes", jobs.allBytes())
        .put("keptMs", jobs.kept().toMillis());
  }

  /** {@code GET /v1/limits}: every limit by the name that a problem gives it, and the defaults. */
  public void limits(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.accept(context, List.of(JSON));
    CompleteResponse.send(context, JSON, limits.toBuffer());
  }

  /** {@code GET /problems/{slug}}. */
  public void problem(RoutingContext context) {
    QueryParameters.allow(context);
    var type = ProblemType.of(context.pathParam("slug")).orElseThrow(LimitsHandler::noSuchType);
    var mediaType = Negotiation.accept(context, OF_A_PROBLEM);
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
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
        Problem.of(ProblemType.NOT_FOUND, "there is no problem type of this name"));
  }
}
