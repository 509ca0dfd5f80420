package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerForm;
import dev.pokebatch.gateway.answer.AnswerForm.Retrieval;
import dev.pokebatch.gateway.answer.ClientResponse;
import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.answer.TableForm;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /v1/{resource}/{keys}}: a small batch that can be bookmarked, linked to and cached.
 * Its answer is that of the same batch when posted.
 *
 * <p>A complete answer in request order (JSON, CSV) has a {@code max-age} and an {@code ETag}, with
 * which a client can revalidate it (RFC 9110, section 13). Both depend on the whole answer but are
 * sent in its head, so only answers that are small enough to be buffered have them. Larger ones,
 * and NDJSON and SSE, are streamed without an {@code ETag} and with {@code no-store}. {@code
 * Prefer} is ignored, because a cache would have to store an answer for each preference.
 */
public final class KeysHandler {

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
    var keys = AnswerType.Segment.of(context.pathParam("keys"));
    var type = AnswerType.of(context, keys.extension(), AnswerFactory.TYPES);
    var accepted = optionReader.defaults(Negotiation.languages(context));
    var options = optionReader.read(context.queryParams(), accepted);
    var resource = context.pathParam("resource");
    var request = reader.read(resource, keys.name(), options);
    if (options.view().fields().isLocalized()) {
      context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }
    if (FinishedEventStream.answer(context)) {
      return;
    }
    var headOnly = context.request().method().equals(HttpMethod.HEAD);
    if (headOnly && !AnswerFactory.canBeStrict(type)) {
      headOfStream(context, type);
      return;
    }
    var cached = EntityTags.of(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH));
    var trailers = Negotiation.takesTrailers(context);
    var form =
        AnswerForm.of(type, options, fileName(resource), trailers)
            .cacheable(new Retrieval(cached, headOnly));
    runner.run(context, request, form);
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
