package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerFactory.Retrieval;
import dev.pokebatch.gateway.answer.AnswerFactory.Shape;
import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /v1/{resource}/{keys}}: a small batch that can be bookmarked, linked to and cached. It
 * is answered as the same batch would be that was posted.
 *
 * <p>An answer in request order (JSON, CSV) that is complete says for how long it may be kept, and
 * has an {@code ETag}, by which a client that asks again gets 304 where nothing has changed (RFC
 * 9110, section 13). Both need all of the answer before its head can leave, so they are there up to
 * the size up to which answers are sent whole. Above that it is streamed, without an {@code ETag},
 * and not to be kept; what is asked for as a stream is so in any case. The client's preferences are
 * not regarded: a cache would have to keep them apart.
 */
public final class KeysHandler {

  private final KeysReader reader;
  private final BatchRunner runner;

  /** Hands to the runner what the reader understands. */
  public KeysHandler(KeysReader reader, BatchRunner runner) {
    this.reader = reader;
    this.runner = runner;
  }

  /** Runs the batch that the URL is; of {@code HEAD}, only the head is sent. */
  public void handle(RoutingContext context) {
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    var type = Negotiation.accept(context, AnswerFactory.TYPES);
    var request =
        reader.read(
            context.pathParam("resource"), context.pathParam("keys"), context.queryParams());
    if (FinishedEventStream.dismisses(context)) {
      return;
    }
    var headOnly = context.request().method().equals(HttpMethod.HEAD);
    if (headOnly && !AnswerFactory.canBeHeld(type)) {
      headOfStream(context, type);
      return;
    }
    var kept = EntityTags.of(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH));
    var trailers = Negotiation.takesTrailers(context);
    var retrieval = new Retrieval(kept, headOnly);
    runner.run(context, request, new Shape(type, false, trailers, false, false, retrieval));
  }

  /** It is the same whatever comes of the batch. */
  private static void headOfStream(RoutingContext context, String type) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }
}
