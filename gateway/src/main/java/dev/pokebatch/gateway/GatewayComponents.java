package dev.pokebatch.gateway;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.access.ApiKeyService;
import dev.pokebatch.gateway.access.Authenticator;
import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.collection.CollectionService;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.WorkerTurns;
import dev.pokebatch.gateway.http.CollectionRoutes;
import dev.pokebatch.gateway.http.JobRoutes;
import dev.pokebatch.gateway.http.KeyRoutes;
import dev.pokebatch.gateway.http.Routes;
import dev.pokebatch.gateway.http.SpriteRoutes;
import dev.pokebatch.gateway.http.access.ApiKeysHandler;
import dev.pokebatch.gateway.http.admission.Admissions;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.batch.BatchHandler;
import dev.pokebatch.gateway.http.batch.BatchRunner;
import dev.pokebatch.gateway.http.batch.ExplainHandler;
import dev.pokebatch.gateway.http.batch.KeysHandler;
import dev.pokebatch.gateway.http.batch.QueryHandler;
import dev.pokebatch.gateway.http.batch.StreamHandler;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.http.collection.CollectionRuns;
import dev.pokebatch.gateway.http.collection.CollectionsHandler;
import dev.pokebatch.gateway.http.connection.ServerConnections;
import dev.pokebatch.gateway.http.connection.StreamLimiter;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.context.UnreadResponseMemory;
import dev.pokebatch.gateway.http.job.AsyncSubmission;
import dev.pokebatch.gateway.http.job.JobsHandler;
import dev.pokebatch.gateway.http.job.LongPolls;
import dev.pokebatch.gateway.http.job.ResultsHandler;
import dev.pokebatch.gateway.http.log.RequestLog;
import dev.pokebatch.gateway.http.reference.LimitsHandler;
import dev.pokebatch.gateway.http.reference.TicksHandler;
import dev.pokebatch.gateway.http.sprite.SheetHandler;
import dev.pokebatch.gateway.http.sprite.SpriteFetcher;
import dev.pokebatch.gateway.http.sprite.SpriteHandler;
import dev.pokebatch.gateway.job.JobEvents;
import dev.pokebatch.gateway.job.JobPurger;
import dev.pokebatch.gateway.job.JobQueue;
import dev.pokebatch.gateway.job.JobQuotas;
import dev.pokebatch.gateway.job.JobResults;
import dev.pokebatch.gateway.job.JobRunner;
import dev.pokebatch.gateway.job.Jobs;
import dev.pokebatch.gateway.quota.StoredQuotas;
import dev.pokebatch.gateway.sprite.SheetPainter;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** The parts of one gateway verticle, put together. Confined to its event loop. */
public final class GatewayComponents {

  private final Vertx vertx;
  private final GatewayConfig config;
  private final ProcessResources shared;
  private final Offload offload;
  private final Dispatcher dispatcher;
  private final AnswerFactory answers;

  /** Reads within the limits of jobs, and so whatever may be stored. */
  private final BatchBodyReader ofJobs;

  private final BatchBodyReader ofStoredJobs;

  private final RequestLog log;
  private final JobEvents news;
  private final JobQuotas quotas;
  private final JobRunner jobRunner;

  /** Puts them together, and starts nothing. */
  public GatewayComponents(
      Vertx vertx, GatewayConfig config, ProcessResources shared, FetcherClient fetchers) {
    this.vertx = vertx;
    this.config = config;
    this.shared = shared;
    dispatcher =
        new Dispatcher(
            fetchers, shared.inFlight(), shared.transfers(), shared.sizes(), shared.memory());
    offload = WorkerTurns.threads(vertx);
    answers =
        new AnswerFactory(
            vertx, config.wholeAnswerBytes(), shared.memory(), shared.spill(), offload);
    log =
        new RequestLog(
            config.accessLog(),
            new ClientResolver(config.serverLimits().proxies()),
            InstantSource.system());
    news = new JobEvents(vertx);
    quotas = new JobQuotas(shared.quotas(), shared.keys());
    var patient = dispatcher.patient(shared.jobsInFlight());
    ofJobs = new BatchBodyReader(new BatchReader(config.jobs().limits()), offload);
    ofStoredJobs =
        new BatchBodyReader(new BatchReader(config.jobs().limits().ofAccepted()), offload);
    jobRunner =
        new JobRunner(
            vertx,
            System::nanoTime,
            config.jobs(),
            shared.jobClaims(),
            shared.jobPolls(),
            shared.database(),
            patient,
            ofStoredJobs,
            news,
            shared.meters(),
            quotas,
            shared.tracing());
  }

  /** What answers requests. */
  public Router router(
      ServerConnections connections, SlowRequestDetector clock, Admissions admissions) {
    var limits = config.limits();
    var pace = config.serverLimits().timeouts();
    var options = new OptionReader(limits);
    var reader = new BatchBodyReader(new BatchReader(limits), offload);
    var runner =
        new BatchRunner(
            vertx, limits, dispatcher, answers, admissions.batches(), shared.meters().batches());
    var database = shared.database();
    var jobs = new Jobs(database, config.jobs(), news);
    var queue = new JobQueue(database, config.jobs(), news, shared.keysInProgress(), quotas);
    var results = new JobResults(vertx, database, config.jobs(), ofStoredJobs, news);
    var resultsHandler =
        new ResultsHandler(results, answers, admissions.reads(), admissions.follows());
    var waits = new LongPolls(results, admissions.polls());
    var acceptance =
        new AsyncSubmission(config.jobs(), ofJobs, queue, results, waits, resultsHandler);
    var batches = new BatchHandler(options, reader, runner, acceptance);
    var collections =
        new CollectionService(database, config.collections(), config.collectionBytes());
    return Routes.of(
        vertx,
        new LimitsHandler(
            config.access(),
            limits,
            config.serverLimits(),
            config.collections(),
            config.collectionBytes(),
            config.jobs(),
            new StoredQuotas(database)),
        limits,
        connections,
        new StreamLimiter(shared.permits().requests()),
        new UnreadResponseMemory(shared.memory()),
        new RequestTrace(shared.tracing(), new ClientResolver(config.serverLimits().proxies())),
        log,
        new Authenticator(shared.keys(), InstantSource.system()),
        config.access().anonymous(),
        new ClientResolver(config.serverLimits().proxies()),
        shared.quotas(),
        config.browsers(),
        new BodyReader(limits.bodyBytes(), shared.requests(), clock, pace),
        batches,
        new QueryHandler(options, reader, runner),
        new StreamHandler(
            vertx,
            limits,
            dispatcher,
            answers,
            admissions,
            shared.requests(),
            clock,
            pace,
            shared.meters().batches()),
        new KeysHandler(new KeysReader(limits), options, runner),
        new ExplainHandler(vertx, reader, limits, dispatcher, admissions.batches()),
        new JobRoutes(new JobsHandler(jobs, queue, waits), resultsHandler),
        new CollectionRoutes(
            new CollectionsHandler(collections, ofJobs), new CollectionRuns(collections, batches)),
        new KeyRoutes(
            new ApiKeysHandler(
                new ApiKeyService(database, shared.keys(), config.access().maxKeys()))),
        sprites(options, admissions),
        new TicksHandler(vertx, admissions.follows(), shared.eventLoops()));
  }

  private SpriteRoutes sprites(OptionReader options, Admissions admissions) {
    var limits = config.limits();
    var fetcher = new SpriteFetcher(vertx, limits, dispatcher, admissions.batches());
    return new SpriteRoutes(
        new SpriteHandler(options, fetcher),
        new SheetHandler(new KeysReader(limits), options, fetcher, new SheetPainter(vertx)));
  }

  /** Returns the access log. */
  RequestLog log() {
    return log;
  }

  /** Answers a request whose head could not be parsed. */
  void unreadable(HttpServerRequest request) {
    Routes.unreadable(request, log);
  }

  /** Runs jobs, where there is a database of them. */
  Future<?> startJobs() {
    if (config.jobs().database() == null) {
      return Future.succeededFuture();
    }
    new JobPurger(vertx, shared.database(), config.jobs()).start();
    return news.start().compose(listening -> jobRunner.start());
  }

  /** Gives back the jobs that it runs. */
  Future<?> leaveJobs() {
    return jobRunner.leave();
  }
}
