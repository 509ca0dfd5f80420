package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.TableForm;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.context.ContextKey;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.HeaderOptions;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code QUERY /v1/batches} (RFC 10008): runs the batch in the body, as {@code POST} does, but it
 * is safe and its answer can be cached and revalidated, as that of a URL. It never submits a job;
 * {@code Prefer} is ignored, because a cache would have to store an answer for each preference.
 * Options may be in the query too; those of the body take precedence.
 */
public final class QueryHandler {

  /** The method. */
  public static final HttpMethod QUERY = HttpMethod.valueOf("QUERY");

  private static final String JSON = "application/json";

  private static final ContextKey<Head> HEAD = new ContextKey<>(QueryHandler.class, "head");

  private final OptionReader optionReader;
  private final BatchBodyReader reader;
  private final BatchRunner runner;

  /** Creates a handler that passes batches to the runner. */
  public QueryHandler(OptionReader optionReader, BatchBodyReader reader, BatchRunner runner) {
    this.optionReader = optionReader;
    this.reader = reader;
    this.runner = runner;
  }

  /** Checks what can be refused before the body arrives. */
  public void check(RoutingContext context) {
    context.response().putHeader("Accept-Query", JSON); // RFC 10008, section 3
    if (!context.request().headers().contains(HttpHeaders.CONTENT_TYPE)) {
      // RFC 10008, section 2: the media type says what the query means
      throw new ProblemException(RequestProblems.unsupportedMediaType(List.of(JSON)));
    }
    Negotiation.contentType(context, List.of(JSON));
    var type = AnswerType.of(context, AnswerFactory.TYPES);
    var absent = HeaderOptions.of(context, optionReader);
    var options = optionReader.read(context.queryParams(), absent);
    if (FinishedEventStream.answer(context)) {
      return;
    }
    runner.checkPermit(context);
    HEAD.put(context, new Head(type, options));
    context.next();
  }

  /** Runs the batch in the body. */
  public void run(RoutingContext context) {
    var head = HEAD.get(context);
    var request =
        RequestBody.retainParsed(context, reader.read(RequestBody.of(context), head.options));
    AsyncResponse.answer(context, request, batch -> run(context, batch, head.type));
  }

  private void run(RoutingContext context, BatchRequest request, String type) {
    if (!context.response().closed()) { // otherwise nothing would cancel it
      runner.runCacheable(context, request, type, TableForm.BATCH);
    }
  }

  /**
   * What the head of a request says.
   *
   * @param type the media type of the answer
   * @param options the values of options that the body does not have
   */
  private record Head(String type, OptionValues options) {}
}
