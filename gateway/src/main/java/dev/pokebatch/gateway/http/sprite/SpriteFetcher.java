package dev.pokebatch.gateway.http.sprite;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.batch.BatchRunner;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.sprite.CollectedDocuments;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Gets documents and sprites for requests that need them whole, within the limits of a batch. */
public final class SpriteFetcher {

  private final Vertx vertx;
  private final BatchLimits limits;
  private final Dispatcher dispatcher;
  private final Admission admission;

  /** Creates a fetcher for the requests that get a permit. */
  public SpriteFetcher(
      Vertx vertx, BatchLimits limits, Dispatcher dispatcher, Admission admission) {
    this.vertx = vertx;
    this.limits = limits;
    this.dispatcher = dispatcher;
    this.admission = admission;
  }

  /**
   * Takes the permit of a batch until the request ends.
   *
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code no-fetcher}, {@code overloaded}
   *     or {@code quota-exceeded}
   */
  Session open(RoutingContext context) {
    BatchRunner.requireFetchers(dispatcher);
    RequestQuotas.hold(context, Quota.BATCHES);
    return new Session(context);
  }

  /** The documents of one request. */
  final class Session {
    private final RoutingContext context;
    private final Dispatcher dispatch;
    private final BatchMemory memory;
    private final Admission.AdmissionPermit permit;

    private Session(RoutingContext context) {
      this.context = context;
      this.permit = admission.acquire(RequestClient.of(context));
      this.dispatch =
          dispatcher.of(RequestClient.of(context)).with(RequestQuotas.spending(context));
      this.memory = dispatcher.memory().open(vertx.getOrCreateContext());
      RequestEnd.add(context, permit::release);
      RequestEnd.add(context, memory::close);
    }

    /** Runs a batch; its results stay in memory until the request ends. */
    Future<List<Result>> fetch(BatchRequest request) {
      var documents = new CollectedDocuments(vertx, request, limits, dispatch, memory);
      permit.onShutdown(documents::shutDown);
      RequestEnd.add(
          context,
          () -> {
            if (!context.response().ended()) {
              documents.abandon();
            }
          });
      return documents.begin();
    }

    /** Gets sprites by their targets. */
    Future<List<Result>> sprites(List<String> targets, OptionValues options) {
      var step = new Step.Get("0", new DocumentList.Resolved(targets), View.WHOLE);
      return fetch(new BatchRequest(List.of(step), options));
    }

    /** Waits for bytes of the memory of answers, which the request then has until it ends. */
    Future<Void> reserve(long bytes) {
      Promise<Void> reserved = Promise.promise();
      if (memory.fits(bytes)) {
        reserved.complete();
      } else {
        memory.await(bytes, reserved::complete);
      }
      return reserved.future().onSuccess(granted -> memory.hold(bytes));
    }

    /** Returns the most bytes that a request may reserve. */
    long mostBytes() {
      return dispatcher.memory().largest();
    }
  }
}
