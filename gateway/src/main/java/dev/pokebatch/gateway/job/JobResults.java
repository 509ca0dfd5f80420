package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.answer.StoredAnswer;
import dev.pokebatch.gateway.answer.StoredSteps;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.ResultFilter;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the results of jobs for clients that wait for them. Calls fail as those of {@link Jobs}.
 * Confined to one event loop.
 */
public final class JobResults {

  private final Vertx vertx;
  private final Database database;
  private final JobConfig config;
  private final JobEvents news;
  private final BatchBodyReader requests;

  /** Learns of new results by events. */
  public JobResults(
      Vertx vertx, Database database, JobConfig config, BatchBodyReader requests, JobEvents news) {
    this.vertx = vertx;
    this.database = database;
    this.config = config;
    this.news = news;
    this.requests = requests;
  }

  private record FoundJob(JobStatus status, Buffer request, StoredSteps steps) {}

  /** Finds a job that the caller may use, and its plan. */
  public Future<StoredBatch> find(Caller caller, String id) {
    return database
        .read(
            tx -> {
              var status = JobLookup.find(tx, caller, id);
              var request = new JobTable(tx).request(id).orElseThrow();
              var progress = new ResumptionTable(tx);
              var unmatched = UnmatchedNames.of(status.job());
              var retried =
                  progress.fetchedInPartBefore(id).stream()
                      .collect(Collectors.toMap(Function.identity(), unmatched::ofStep));
              var steps = StoredSteps.of(progress.resolvedToNothing(id), retried);
              return new FoundJob(status, request, steps);
            })
        .compose(found -> requests.read(found.request).map(request -> stored(found, request)));
  }

  private StoredBatch stored(FoundJob found, BatchRequest request) {
    var plan = Plan.of(request, config.limits());
    return new StoredBatch(found.status, plan, found.steps);
  }

  /** Reads the stored results in request order. */
  public ResultSubscription inRequestOrder(
      StoredBatch batch, ResultFilter filter, StoredAnswer answer) {
    var order = new ResultOrder.ByRequest(batch.job().lastSeq());
    return new ResultSubscription(
        new ResultFeed(database, batch, filter, order, answer, false), () -> {});
  }

  /** Reads the stored results in the order of their arrival. */
  public ResultSubscription asTheyCame(
      StoredBatch batch, ResultFilter filter, StoredAnswer answer) {
    var order = new ResultOrder.BySeq(filter.after());
    return new ResultSubscription(
        new ResultFeed(database, batch, filter, order, answer, false), () -> {});
  }

  /** Reads results in the order of their arrival until the job ends. */
  public ResultSubscription follow(StoredBatch batch, ResultFilter filter, StoredAnswer answer) {
    var order = new ResultOrder.BySeq(filter.after());
    var feed = new ResultFeed(database, batch, filter, order, answer, true);
    return new ResultSubscription(feed, news.follow(batch.job().id(), feed::resume));
  }

  /** A client that reads results. */
  public static final class ResultSubscription {
    private final ResultFeed feed;
    private final Runnable unlisten;

    private ResultSubscription(ResultFeed feed, Runnable unlisten) {
      this.feed = feed;
      this.unlisten = unlisten;
    }

    /** Continues: at the start, and when the client has made room. */
    public void resume() {
      feed.resume();
    }

    /** Ends the answer without waiting for further results. */
    public void end() {
      feed.end();
    }

    /** Stops reading: the client is gone, or has everything. */
    public void close() {
      unlisten.run();
      feed.close();
    }
  }

  /** Waits until a job that the caller may use ends; must be closed. */
  public JobEndWaiter awaitEnd(Caller caller, String id, Duration atMost) {
    return new JobEndWaiter(vertx, database, news, caller, id, atMost);
  }
}
