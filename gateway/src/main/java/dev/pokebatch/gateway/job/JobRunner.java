package dev.pokebatch.gateway.job;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.metrics.GatewayMeters;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.quota.Spending;
import dev.pokebatch.gateway.run.BatchRun;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.Lease;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on one event loop. Claims the oldest queued job, and then the next one, while the
 * process is below its limit of running jobs: when an event announces a job and, because events may
 * be lost, whenever {@link JobPolls} says so. Confined to that event loop.
 */
public final class JobRunner {

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final JobConfig config;
  private final JobClaims claims;
  private final JobPolls polls;
  private final Database database;
  private final Dispatcher dispatcher;
  private final JobEvents news;
  private final JobQuotas quotas;
  private final Tracing tracing;
  private final BatchBodyReader requests;
  private final GatewayMeters meters;
  private final Map<String, JobRun> runs = new HashMap<>();

  private long timer;
  private Future<@Nullable Void> claimed = Future.succeededFuture();
  private boolean claiming;
  private boolean again;
  private boolean leaving;

  /**
   * Runs no job before {@link #start}.
   *
   * @param nanoTime as {@link System#nanoTime}
   * @param claims claims jobs for all event loops of the process
   * @param polls when to look for jobs that no event has announced
   * @param dispatcher waits for a fetcher as long as jobs may
   * @param requests parses the requests of jobs
   * @param meters counts jobs
   * @param quotas in which the documents of jobs count
   * @param tracing begins a trace of each job
   */
  public JobRunner(
      Vertx vertx,
      LongSupplier nanoTime,
      JobConfig config,
      JobClaims claims,
      JobPolls polls,
      Database database,
      Dispatcher dispatcher,
      BatchBodyReader requests,
      JobEvents news,
      GatewayMeters meters,
      JobQuotas quotas,
      Tracing tracing) {
    this.tracing = tracing;
    this.meters = meters;
    this.quotas = quotas;
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.config = config;
    this.claims = claims;
    this.polls = polls;
    this.database = database;
    this.dispatcher = dispatcher;
    this.news = news;
    this.requests = requests;
  }

  /** Starts to claim jobs. */
  public Future<?> start() {
    timer = vertx.setPeriodic(1, JobPolls.TICK_MS, id -> poll());
    vertx.eventBus().localConsumer(Addresses.DEPARTED, gone -> polls.expectJobs());
    return Future.join(
        news.listen(JobEvents.Kind.QUEUED, id -> claim()),
        news.listen(JobEvents.Kind.CANCELLING, this::look));
  }

  /** Claims no more jobs and releases the running ones; completes when that is stored. */
  public Future<?> leave() {
    leaving = true;
    vertx.cancelTimer(timer);
    return claimed.transform(
        done -> {
          var here = List.copyOf(runs.values());
          here.forEach(JobRun::leave);
          return Future.join(here.stream().map(JobRun::gone).toList());
        });
  }

  Vertx vertx() {
    return vertx;
  }

  JobConfig config() {
    return config;
  }

  Database database() {
    return database;
  }

  /** Returns the clock, as {@link System#nanoTime}. */
  LongSupplier nanoTime() {
    return nanoTime;
  }

  JobEvents news() {
    return news;
  }

  GatewayMeters meters() {
    return meters;
  }

  /** Parses the requests of jobs. */
  BatchBodyReader requests() {
    return requests;
  }

  /** Opens the memory account of a job, which must be closed when this gateway stops running it. */
  BatchMemory openMemory(ClaimedJob job) {
    return dispatcher.memory().of(client(job)).open(vertx.getOrCreateContext());
  }

  private static ClientId client(ClaimedJob job) {
    return new ClientId(job.client()).ofJobs();
  }

  /** Returns the quotas of the clients of jobs. */
  JobQuotas quotas() {
    return quotas;
  }

  BatchRun run(
      ClaimedJob job, Plan plan, BatchMemory memory, ResultSink sink, StoredHistory history) {
    var account = quotas.account(job.client(), job.job().belongsTo());
    var counting =
        dispatcher
            .of(client(job))
            .with(Spending.ofJob(account))
            .in(
                tracing
                    .beginTrace("job", job.job().id(), job.traceparent())
                    .set("pokebatch.job", job.job().id()));
    return new BatchRun(vertx, plan, counting, memory, sink, history);
  }

  private void look(String jobId) {
    var run = runs.get(jobId);
    if (run != null) {
      run.look();
    }
  }

  /** A job has lost its lease, but not because this process ended. */
  void survived(Lease lost) {
    claims.survived(lost);
  }

  private void poll() {
    if (dispatcher.hasFetchers() && polls.isTime()) {
      claim();
    }
  }

  private void claim() {
    if (leaving || !dispatcher.hasFetchers()) {
      return;
    }
    if (claiming) {
      again = true;
      return;
    }
    if (!claims.acquireSlot()) {
      return;
    }
    claiming = true;
    claimed =
        claims
            .claim()
            .otherwise(List.of()) // the store is unavailable: the next claim tries again
            .map(this::begin)
            .onFailure(Problems::of); // which logs an internal failure
  }

  private @Nullable Void begin(List<ClaimedJob> jobs) {
    claiming = false;
    if (jobs.isEmpty()) {
      claims.releaseSlot();
    }
    jobs.forEach(this::begin);
    if (again || !jobs.isEmpty()) {
      again = false;
      claim();
    }
    return null;
  }

  private void begin(ClaimedJob job) {
    polls.expectJobs();
    meters.jobs().claimed(job.attempts());
    var run = new JobRun(this, job);
    runs.put(run.id(), run);
    run.gone()
        .onComplete(
            gone -> {
              runs.remove(run.id(), run);
              claims.gone(job.lease());
              claims.releaseSlot();
              claim();
            });
    if (!leaving) {
      run.begin();
    }
  }
}
