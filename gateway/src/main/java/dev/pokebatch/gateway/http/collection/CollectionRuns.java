package dev.pokebatch.gateway.http.collection;

import dev.pokebatch.gateway.collection.CollectionService;
import dev.pokebatch.gateway.http.batch.BatchHandler;
import dev.pokebatch.gateway.http.body.BodyDecoder;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestFault;
import dev.pokebatch.gateway.problem.RequestProblems;
import dev.pokebatch.gateway.store.collection.CollectionRow;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code POST /v1/collections/{name}/runs}: runs what is stored as {@link BatchHandler} would,
 * preferences and all. The body is empty; so with an {@code Idempotency-Key}, which goes by what
 * the client sends, it is the same request whatever has been stored in the meantime.
 */
public final class CollectionRuns {

  private final CollectionService collections;
  private final BatchHandler batches;

  /** Has that one run what is stored in those. */
  public CollectionRuns(CollectionService collections, BatchHandler batches) {
    this.collections = collections;
    this.batches = batches;
  }

  /** What can be refused before the body is there, or is not. */
  public void check(RoutingContext context) {
    CollectionsHandler.name(context);
    BodyDecoder.check(context.request()); // of an empty body the type does not matter
    batches.checkAnswer(context);
  }

  /** Runs the collection. */
  public void run(RoutingContext context) {
    if (RequestBody.of(context).length() > 0) {
      var fault = RequestFault.inBody("", "must not be there: what is stored is run");
      throw new ProblemException(RequestProblems.invalidRequest(List.of(fault), 0));
    }
    AsyncResponse.answer(
        context, collections.find(CollectionsHandler.name(context)), found -> run(context, found));
  }

  private void run(RoutingContext context, CollectionRow found) {
    if (context.response().closed()) {
      return; // nobody would call the run off
    }
    try {
      var operation = "/v1/collections/" + found.entry().name() + "/runs";
      batches.run(context, operation, found.body());
    } catch (RuntimeException refused) {
      context.fail(refused);
    }
  }
}
