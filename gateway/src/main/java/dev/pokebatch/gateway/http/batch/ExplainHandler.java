package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.explain.ExplainRun;
import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.quota.Quota;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code POST /v1/explain}: reads a batch, and answers what it would do and cost. It takes a
 * batch's permit only if it has to read lists.
 */
public final class ExplainHandler {

  /** What a document takes while the batch is explained, and its part of the answer. */
  private static final long DOCUMENT_BYTES = 512;

  private static final String JSON = "application/json";

  private final Vertx vertx;
  private final BatchBodyReader reader;
  private final BatchLimits limits;
  private final Dispatcher dispatcher;
  private final Admission admission;

  /** Creates a handler that explains batches within these limits. */
  public ExplainHandler(
      Vertx vertx,
      BatchBodyReader reader,
      BatchLimits limits,
      Dispatcher dispatcher,
      Admission admission) {
    this.vertx = vertx;
    this.reader = reader;
    this.limits = limits;
    this.dispatcher = dispatcher;
    this.admission = admission;
  }

  /** Checks what can be refused before the body arrives. */
  public void check(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.contentType(context, List.of(JSON));
    Negotiation.accept(context, List.of(JSON));
    context.next();
  }

  /** Explains the batch in the body. */
  public void explain(RoutingContext context) {
    var request = reader.read(RequestBody.of(context));
    AsyncResponse.answer(
        context, RequestBody.retainParsed(context, request), batch -> explain(context, batch));
  }

  private void explain(RoutingContext context, BatchRequest request) {
    if (context.response().closed()) {
      return; // nothing would cancel it
    }
    BatchRunner.requireFetchers(dispatcher);
    var dispatch =
        dispatcher
            .of(RequestClient.of(context))
            .with(RequestQuotas.spending(context))
            .in(RequestTrace.of(context));
    var explaining = new ExplainRun(vertx, request, limits, dispatch);
    if (explaining.readsLists()) {
      acquirePermit(context, explaining);
    }
    var documents = explaining.readsLists() ? limits.documents() : request.documents();
    AsyncResponse.answer(
        context,
        reserve(context, dispatch.memory(), documents).compose(reserved -> explaining.begin()),
        explanation -> answer(context, explanation));
  }

  /** Waits for the memory of the answers of batches, which the request then has until it ends. */
  private Future<Void> reserve(RoutingContext context, AnswerMemory answers, long documents) {
    var memory = answers.open(vertx.getOrCreateContext());
    RequestEnd.add(context, memory::close);
    var bytes = Math.min(documents * DOCUMENT_BYTES, answers.largest());
    Promise<Void> reserved = Promise.promise();
    if (memory.fits(bytes)) {
      reserved.complete();
    } else {
      memory.await(bytes, reserved::complete);
    }
    return reserved.future().onSuccess(granted -> memory.hold(bytes));
  }

  private void acquirePermit(RoutingContext context, ExplainRun explaining) {
    RequestQuotas.hold(context, Quota.BATCHES);
    var permit = admission.acquire(RequestClient.of(context));
    permit.onShutdown(explaining::shutDown);
    var response = context.response();
    RequestEnd.add(
        context,
        () -> {
          permit.release();
          if (!response.ended()) {
            explaining.abandon();
          }
        });
  }

  private static void answer(RoutingContext context, JsonObject explanation) {
    var response = context.response();
    if (!response.closed()) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store"); // it describes this moment only
      CompleteResponse.send(context, JSON, explanation.toBuffer());
    }
  }
}
