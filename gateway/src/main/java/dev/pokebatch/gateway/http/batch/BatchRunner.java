package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerForm;
import dev.pokebatch.gateway.answer.AnswerForm.Retrieval;
import dev.pokebatch.gateway.answer.ClientResponse;
import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestId;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.context.RequestWork;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.metrics.BatchMeters;
import dev.pokebatch.gateway.metrics.BatchShape;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.run.BatchRun;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Runs a batch that has been read, and writes its answer while it runs. */
public final class BatchRunner {

  private static final int RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final BatchLimits limits;
  private final Dispatcher dispatcher;
  private final AnswerFactory answers;
  private final Admission admission;
  private final BatchMeters meters;

  /** Creates a runner of the batches that get a permit. */
  public BatchRunner(
      Vertx vertx,
      BatchLimits limits,
      Dispatcher dispatcher,
      AnswerFactory answers,
      Admission admission,
      BatchMeters meters) {
    this.meters = meters;
    this.vertx = vertx;
    this.limits = limits;
    this.dispatcher = dispatcher;
    this.answers = answers;
    this.admission = admission;
  }

  /**
   * Refuses a request before its body is read if no permit is free for its batch.
   *
   * @throws ProblemException {@code overloaded} or {@code quota-exceeded}
   */
  void checkPermit(RoutingContext context) {
    RequestQuotas.checkFree(context, Quota.BATCHES);
    admission.check(RequestClient.of(context));
  }

  /**
   * Refuses a request if no fetcher is available.
   *
   * @throws ProblemException {@code no-fetcher}
   */
  public static void requireFetchers(Dispatcher dispatcher) {
    if (!dispatcher.hasFetchers()) {
      throw new ProblemException(
          Problem.of(ProblemType.NO_FETCHER, "no fetcher is available")
              .retryAfterMs(RETRY_AFTER_MS));
    }
  }

  /**
   * Runs the batch of a request that is safe, whose answer can be cached; for {@code HEAD}, sends
   * the head only.
   *
   * @param type the media type of the answer
   * @param fileName see {@link dev.pokebatch.gateway.answer.TableForm}
   * @throws ProblemException as {@link #run} does
   */
  void runCacheable(RoutingContext context, BatchRequest request, String type, String fileName) {
    var head = context.request();
    var cached = EntityTags.of(head.headers().getAll(HttpHeaders.IF_NONE_MATCH));
    var headOnly = head.method().equals(HttpMethod.HEAD);
    var trailers = Negotiation.takesTrailers(context);
    var form =
        AnswerForm.of(type, request.options(), fileName, trailers)
            .cacheable(new Retrieval(cached, headOnly));
    run(context, request, form);
  }

  /**
   * Runs a batch that is within the limits, as far as they can be checked beforehand.
   *
   * @param form of the answer
   * @throws ProblemException {@code no-fetcher}, {@code overloaded} or {@code quota-exceeded}
   */
  void run(RoutingContext context, BatchRequest request, AnswerForm form) {
    var plan = Plan.of(request, limits);
    requireFetchers(dispatcher);
    var client = RequestClient.of(context);
    AnswerFactory.check(form.type(), plan);
    RequestQuotas.hold(context, Quota.BATCHES);
    var permit = admission.acquire(client);
    // Nothing may throw until the handlers that give the permit back are set.
    var response = context.response();
    if (form.retrieval() != null && plan.isLocalized()) {
      response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }
    var memory = answers.openMemory(client);
    var answer =
        answers.of(
            form.bare(plan.options().isBare()),
            ClientResponse.to(context.request()),
            plan,
            memory,
            problem -> context.fail(new ProblemException(problem)));
    var meter = meters.begin(BatchShape.of(form.type()), RequestId.of(context), memory);
    var dispatch =
        dispatcher
            .of(client)
            .with(RequestQuotas.spending(context))
            .in(RequestTrace.of(context).begin("batch"));
    var run = new BatchRun(vertx, plan, dispatch, memory, meter.measure(answer));
    RequestWork.put(context, run::summary);
    permit.onShutdown(run::shutDown);
    RequestEnd.add(
        context,
        () -> {
          permit.release();
          memory.close();
          meter.end(response.ended());
          if (!response.ended()) {
            run.abandon();
            answer.abandon();
          }
        });
    answer.begin(run);
    run.resume();
  }
}
