package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.ClientResponse;
import dev.pokebatch.gateway.answer.TableForm;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.HeaderOptions;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /v1/{resource}/{keys}} and {@code GET /v1/{resource}?limit=&offset=}: a small batch
 * that can be bookmarked, linked to and cached. Its answer is that of the same batch when posted.
 *
 * <p>A complete answer in request order (JSON, CSV) has a {@code max-age} and an {@code ETag}, with
 * which a client can revalidate it (RFC 9110, section 13). Both depend on the whole answer but are
 * sent in its head, so only answers that are small enough to be buffered have them. Larger ones,
 * and NDJSON and SSE, are streamed without an {@code ETag} and with {@code no-store}. {@code
 * Prefer} is ignored, because a cache would have to store an answer for each preference.
 */
public final class KeysHandler {

  private static final Problem NO_PAGE =
      Problem.of(
          ProblemType.NOT_FOUND,
          "there is no resource at this path; a page of a list has limit or offset in its query");

  private static final String LIMIT = "limit";
  private static final String OFFSET = "offset";

  /** The number of entries in a page of PokéAPI if the query has no limit. */
  private static final int PAGE = 20;

  private final KeysReader reader;
  private final OptionReader optionReader;
  private final BatchRunner runner;

  /** Creates a handler that passes the batches of URLs to the runner. */
  public KeysHandler(KeysReader reader, OptionReader optionReader, BatchRunner runner) {
    this.reader = reader;
    this.optionReader = optionReader;
    this.runner = runner;
  }

  /** Runs the batch that the URL describes; for {@code HEAD}, sends the head only. */
  public void handle(RoutingContext context) {
    var resource = context.pathParam("resource");
    var keys = AnswerType.Segment.of(context.pathParam("keys"));
    var type = AnswerType.of(context, keys.extension(), AnswerFactory.TYPES);
    var options = optionReader.read(context.queryParams(), HeaderOptions.of(context, optionReader));
    run(context, reader.read(resource, keys.name(), options), type, fileName(resource));
  }

  /**
   * Gets a page of the upstream's list; for {@code HEAD}, sends the head only. A path without
   * {@code limit} and {@code offset} identifies nothing.
   *
   * @throws ProblemException {@code not-found}
   */
  public void page(RoutingContext context) {
    var query = context.queryParams();
    if (!query.contains(LIMIT) && !query.contains(OFFSET)) {
      throw new ProblemException(NO_PAGE);
    }
    var resource = AnswerType.Segment.of(context.pathParam("resource"));
    var type = AnswerType.of(context, resource.extension(), AnswerFactory.TYPES);
    var limit = QueryParameters.number(context, LIMIT, PAGE, 1, Integer.MAX_VALUE);
    var offset = QueryParameters.number(context, OFFSET, 0, 0, Integer.MAX_VALUE);
    var others = MultiMap.caseInsensitiveMultiMap().addAll(query).remove(LIMIT).remove(OFFSET);
    var options = optionReader.read(others, HeaderOptions.of(context, optionReader));
    var request = reader.readPage(resource.name(), limit, offset, options);
    run(context, request, type, fileName(resource.name()));
  }

  private void run(RoutingContext context, BatchRequest request, String type, String fileName) {
    if (FinishedEventStream.answer(context)) {
      return;
    }
    var headOnly = context.request().method().equals(HttpMethod.HEAD);
    if (headOnly && !AnswerFactory.canBeStrict(type)) {
      headOfStream(context, type);
      return;
    }
    runner.runCacheable(context, request, type, fileName);
  }

  private static String fileName(String resource) {
    var name = KeyForm.of(resource);
    return DocumentPath.isSegment(name) ? name : TableForm.BATCH;
  }

  /** Sends the head of a stream, which does not depend on the results of the batch. */
  private static void headOfStream(RoutingContext context, String type) {
    ClientResponse.to(context.request())
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }
}
