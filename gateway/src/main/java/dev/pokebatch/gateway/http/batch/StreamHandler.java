package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerForm;
import dev.pokebatch.gateway.answer.ClientResponse;
import dev.pokebatch.gateway.answer.TableForm;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.LineSplitter;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.StepLineReader;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.http.admission.Admissions;
import dev.pokebatch.gateway.http.admission.RequestMemory;
import dev.pokebatch.gateway.http.admission.RequestTimeouts;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.http.connection.OpenRequests;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestId;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.context.RequestWork;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.HeaderOptions;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.Preferences;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import dev.pokebatch.gateway.http.response.ProblemHandler;
import dev.pokebatch.gateway.metrics.BatchMeters;
import dev.pokebatch.gateway.metrics.BatchShape;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.run.StreamRun;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code POST /v1/batches} with one step a line: reads, runs and answers any number of steps as a
 * stream, in bounded memory.
 */
public final class StreamHandler {

  private final Vertx vertx;
  private final BatchLimits limits;
  private final OptionReader optionReader;
  private final Dispatcher dispatcher;
  private final AnswerFactory answers;
  private final Admissions admissions;
  private final RequestMemory memory;
  private final SlowRequestDetector slowRequests;
  private final RequestTimeouts timeouts;
  private final BatchMeters meters;

  /**
   * Creates a handler of the streams that get a permit. A stream holds a batch's permit as well
   * while any of its steps runs.
   */
  public StreamHandler(
      Vertx vertx,
      BatchLimits limits,
      Dispatcher dispatcher,
      AnswerFactory answers,
      Admissions admissions,
      RequestMemory memory,
      SlowRequestDetector slowRequests,
      RequestTimeouts timeouts,
      BatchMeters meters) {
    this.meters = meters;
    this.vertx = vertx;
    this.limits = limits.ofLines();
    this.optionReader = new OptionReader(limits);
    this.dispatcher = dispatcher;
    this.answers = answers;
    this.admissions = admissions;
    this.memory = memory;
    this.slowRequests = slowRequests;
    this.timeouts = timeouts;
  }

  /** Handles a body of lines; passes any other body to the next handler. */
  public void run(RoutingContext context) {
    if (Negotiation.isContent(context, Negotiation.NDJSON)) {
      stream(context);
    } else {
      context.next();
    }
  }

  private void stream(RoutingContext context) {
    Negotiation.contentType(context, List.of(Negotiation.NDJSON));
    var type = AnswerType.of(context, AnswerFactory.STREAM_TYPES);
    var absent = HeaderOptions.of(context, optionReader);
    var options = optionReader.read(context.queryParams(), absent);
    if (FinishedEventStream.answer(context)) {
      return;
    }
    BatchRunner.requireFetchers(dispatcher);
    var preferences = Preferences.of(context);
    var failuresOnly = preferences.apply("return", "minimal");
    preferences.writeApplied(context);
    var trailers = Negotiation.takesTrailers(context);
    var form =
        AnswerForm.of(type, options, TableForm.BATCH, trailers).preferring(failuresOnly, false);
    var request = context.request();
    var response = context.response();
    var client = RequestClient.of(context);
    RequestQuotas.hold(context, Quota.STREAMS);
    var partial = memory.reserve(client, 0).orElseThrow(BodyReader::noMemoryException);
    var permit = admissions.streams().acquire(client);
    // Nothing may throw until the handlers that give the permit back are set.
    var answerMemory = answers.openMemory(client);
    var answer =
        answers.ofLines(
            form,
            ClientResponse.to(request),
            options.get(OptionTable.TRACE),
            answerMemory,
            problem -> context.fail(new ProblemException(problem)));
    var dispatch =
        dispatcher
            .of(client)
            .with(RequestQuotas.spending(context))
            .in(RequestTrace.of(context).begin("batch"));
    var meter = meters.begin(BatchShape.STREAM, RequestId.of(context), answerMemory);
    var run = new StreamRun(vertx, options, limits, dispatch, answerMemory, meter.measure(answer));
    var reader = new StepLineReader(limits, options.view());
    var lines =
        new LineSource(
            request,
            new LineSplitter(limits.lineBytes()),
            partial,
            tooSlow -> slowRequests.watch(bytes -> timeouts.idle(), tooSlow));
    Consumer<Problem> fail =
        problem -> {
          run.abandon();
          answer.abandon();
          context.fail(new ProblemException(problem));
        };
    var eventLoop = vertx.getOrCreateContext();
    var lineRunner =
        new LineRunner(
            eventLoop,
            lines,
            reader,
            run,
            dispatch.turns(),
            granted -> admissions.batches().onDemand(client, eventLoop, granted),
            fail);
    OpenRequests.whileReading(context, lineRunner::isWorking);
    RequestWork.put(context, run::summary);
    permit.onShutdown(run::shutDown);
    RequestEnd.add(
        context,
        () -> {
          permit.release();
          answerMemory.close();
          meter.end(response.ended());
          if (response.ended()) {
            lineRunner.drain();
          } else {
            lineRunner.close();
            run.abandon();
            answer.abandon();
          }
        });
    request.exceptionHandler(broken -> fail.accept(ProblemHandler.UNREADABLE));
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      response.writeContinue();
    }
    answer.begin(run);
    lineRunner.begin();
  }
}
