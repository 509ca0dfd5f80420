package dev.pokebatch.gateway.http.collection;

import dev.pokebatch.gateway.collection.CollectionService;
import dev.pokebatch.gateway.http.batch.BatchHandler;
import dev.pokebatch.gateway.http.body.BodyDecoder;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.UnreadResponseMemory;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestFault;
import dev.pokebatch.gateway.problem.RequestProblems;
import dev.pokebatch.gateway.store.collection.CollectionRow;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code POST /v1/collections/{name}/runs}: runs the stored batch request as {@link BatchHandler}
 * runs a posted one, preferences included. The body must be empty. An {@code Idempotency-Key}
 * compares the client's bodies, so a run that is repeated is the same request even if the
 * collection has changed in between.
 */
public final class CollectionRuns {

  private final CollectionService collections;
  private final BatchHandler batches;

  /** Creates a handler that runs stored requests with the handler of posted ones. */
  public CollectionRuns(CollectionService collections, BatchHandler batches) {
    this.collections = collections;
    this.batches = batches;
  }

  /** Checks what can be refused before the body arrives. */
  public void check(RoutingContext context) {
    var name = CollectionsHandler.name(context);
    BodyDecoder.check(context.request()); // the type of an empty body does not matter
    batches.checkAnswer(context, name);
  }

  /** Runs the collection. */
  public void run(RoutingContext context) {
    if (RequestBody.of(context).length() > 0) {
      var fault = RequestFault.inBody("", "must be empty: the stored batch request is run");
      throw new ProblemException(RequestProblems.invalidRequest(List.of(fault), 0));
    }
    var body = RequestBody.keep(context).orElseThrow();
    var owner = RequestCaller.of(context).owner();
    var memory = UnreadResponseMemory.deferred(context);
    var collection = collections.find(owner, CollectionsHandler.name(context), memory::reserve);
    AsyncResponse.answer(
        context,
        collection.onComplete(read -> memory.close()), // the run begins at once
        found -> run(context, body, found));
  }

  private void run(RoutingContext context, RequestBody body, CollectionRow found) {
    if (context.response().closed()) {
      return; // nothing would cancel the run
    }
    try {
      var operation = "/v1/collections/" + found.entry().name() + "/runs";
      body.handleStored(context, found.body(), stored -> batches.run(context, operation, stored));
    } catch (RuntimeException refused) {
      context.fail(refused);
    }
  }
}
