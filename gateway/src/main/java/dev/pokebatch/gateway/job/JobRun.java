package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.metrics.BatchMeters.BatchMeter;
import dev.pokebatch.gateway.metrics.BatchShape;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.run.BatchRun;
import dev.pokebatch.gateway.store.StoreFullException;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.JobProgress;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job while this gateway runs it: from its claim until it ends, is released, or loses its
 * lease. Confined to one event loop.
 */
final class JobRun implements LeaseKeeper.LeaseListener {

  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  /** A job that was claimed more often than this fails: it may be what kills gateways. */
  private static final int MOST_ATTEMPTS = 3;

  private final JobRunner runner;
  private final ClaimedJob job;
  private final Claim claim;
  private final LeaseKeeper keeper;
  private final LeasedWriter writes;

  /** Counts the documents of the job from before they are requested until they are stored. */
  private final BatchMemory memory;

  private final Promise<Void> gone = Promise.promise();
  private final JobCost before;
  private @Nullable Started started;
  private boolean cancelling;
  private boolean leaving;
  private boolean writing;
  private boolean over;

  /** Exists once the request of the job has been read. */
  private record Started(BatchRun run, ResultWriter writer, long deadlineMs, BatchMeter meter) {}

  JobRun(JobRunner runner, ClaimedJob job) {
    this.runner = runner;
    this.job = job;
    this.claim = new Claim(job, runner.config().kept());
    this.before = JobCost.read(job.job().usage());
    this.cancelling = job.job().state() == JobState.CANCELLING;
    this.memory = runner.openMemory(job);
    this.keeper =
        new LeaseKeeper(
            runner.vertx(), runner.database(), job.lease(), runner.config().lease(), this);
    this.writes =
        new LeasedWriter(
            runner.vertx(),
            runner.database(),
            keeper,
            runner.config().allBytes(),
            tx -> runner.quotas().checkBytes(tx, job.client(), job.job().belongsTo()),
            this::lost,
            this::broken);
  }

  String id() {
    return job.job().id();
  }

  /** Completes when this gateway has stopped running the job. */
  Future<Void> gone() {
    return gone.future();
  }

  /**
   * Starts the job, or resumes it after its last stored result; fails a job with too many attempts.
   */
  void begin() {
    if (job.attempts() > MOST_ATTEMPTS) {
      giveUp();
      return;
    }
    runner
        .database()
        .read(tx -> StoredHistory.read(new ResumptionTable(tx), id()))
        .compose(
            history ->
                runner
                    .requests()
                    .read(job.request())
                    .onSuccess(request -> guard(() -> go(request, history))))
        .onFailure(failed -> writes.failed(failed, this::begin));
  }

  /**
   * Runs the documents that have no result yet.
   *
   * @param request was validated when the job was submitted, so a failure here is internal
   */
  private void go(BatchRequest request, StoredHistory history) {
    if (over || leaving) {
      return;
    }
    var left = request.withDeadlineMs(Math.max(1, request.deadlineMs() - claim.spentMs()));
    var plan = Plan.of(left, runner.config().limits());
    var room = runner.config().jobBytes() - job.job().documentBytes();
    var writer = new ResultWriter(plan, history, memory, room, this::write, this::fail);
    var meter = runner.meters().batches().begin(BatchShape.JOB);
    var run = runner.run(job, plan, memory, meter.measure(writer), history);
    started = new Started(run, writer, request.deadlineMs(), meter);
    var counts = job.job().counts();
    LOG.info("Job {} begins after {} of {} documents", id(), counts.ended(), counts.total());
    if (cancelling) {
      run.cancel(CancelledBy.CLIENT);
    } else {
      run.resume();
    }
  }

  @Override
  public void cancelled() {
    var now = started;
    if (!cancelling && !leaving) {
      cancelling = true;
      if (now != null) {
        now.run.cancel(CancelledBy.CLIENT);
      }
    }
  }

  @Override
  public void lost() {
    if (!over) {
      LOG.warn("Job {} has lost its lease: the gateway that claims it next resumes it", id());
      runner.meters().jobs().lost();
      runner.survived(id());
      abandon();
      end();
    }
  }

  /** Reads from the store whether the job has been cancelled. */
  void look() {
    keeper.renew();
  }

  /**
   * Stores the results received so far and releases the job, so that another gateway resumes it.
   */
  void leave() {
    leaving = true;
    writes.hurry();
    abandon();
    write();
  }

  private void abandon() {
    if (started != null) {
      started.run.abandon();
    }
  }

  /** Starts a transaction, unless one is running: the next one stores what arrives meanwhile. */
  private void write() {
    if (!writing && !over) {
      writing = true;
      runner.vertx().runOnContext(soon -> guard(this::writeNow)); // with all results of this turn
    }
  }

  private void writeNow() {
    var now = started;
    if (over || now == null) {
      writing = false;
      if (leaving) {
        writeLast(null, null, claim::release);
      }
      return;
    }
    var progress = now.writer.take(usage(now));
    var summary = now.writer.summary();
    if (now.writer.isFull()) {
      writes.commit(progress, tx -> true, () -> guard(() -> fail(tooManyBytes())));
    } else if (!now.writer.isEmpty()) {
      writes.commit(progress, tx -> true, () -> guard(this::written));
    } else if (summary != null) {
      var reason = claim.endReason(summary, cancelling, now.deadlineMs);
      writeLast(progress, reason, tx -> claim.end(tx, reason));
    } else if (leaving) {
      writeLast(progress, null, claim::release);
    } else {
      writes.commit(progress, tx -> true, () -> guard(this::written));
    }
  }

  private void written() {
    writing = false;
    runner.news().tell(JobEvents.Kind.PROGRESSED, id());
    var now = started;
    if (now == null) {
      return;
    }
    now.writer.stored();
    var ended = now.writer.summary() != null;
    if (leaving || ended || !now.writer.isEmpty()) {
      write();
    }
    if (!leaving && !ended) {
      now.run.resume();
    }
  }

  /** Runs an action; an exception fails the job. */
  private void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error thrown) {
      broken(thrown);
    }
  }

  /**
   * @param reason why the job ends; null if it is released
   */
  private void writeLast(
      @Nullable JobProgress progress,
      @Nullable EndReason reason,
      LeasedWriter.LastStatement statement) {
    writes.commit(
        progress,
        statement,
        () -> {
          LOG.info("Job {} {}", id(), reason == null ? "is released" : "has ended");
          if (reason != null) {
            runner.meters().jobs().ended(reason);
          }
          var news = reason == null ? JobEvents.Kind.QUEUED : JobEvents.Kind.PROGRESSED;
          runner.news().tell(news, id());
          end();
        });
  }

  private void giveUp() {
    if (cancelling) {
      endWith(JobTermination.cancelled(runner.config()));
    } else {
      broken(
          new IllegalStateException(MOST_ATTEMPTS + " gateways ended while they ran job " + id()));
    }
  }

  private void broken(Throwable why) {
    fail(Problems.of(why)); // which logs an internal failure
  }

  private Problem tooManyBytes() {
    var most = runner.config().jobBytes();
    var words = "The documents of a job may have at most " + most + " bytes.";
    return LimitProblems.limitExceeded("jobBytes", most, most + 1, words);
  }

  private void fail(Problem why) {
    abandon();
    if (!over) {
      LOG.warn("Job {} fails: {}", id(), why.detail());
      endWith(JobTermination.failed(runner.config(), why));
    }
  }

  private void endWith(JobTermination ending) {
    over = true; // discards what has not been written
    writes.close();
    runner
        .database()
        .write(tx -> ending.end(tx, job.lease()))
        .recover(full -> endAsItIs(ending, full))
        .onFailure(failed -> runner.survived(id())) // claimed again after the lease expires
        .onSuccess(
            ended -> {
              runner.meters().jobs().ended(ending.reason());
              runner.news().tell(JobEvents.Kind.PROGRESSED, id());
            })
        .onComplete(x -> end());
  }

  private Future<Boolean> endAsItIs(JobTermination ending, Throwable why) {
    return why instanceof StoreFullException
        ? runner.database().write(tx -> ending.endAsItIs(tx, job.lease()))
        : Future.failedFuture(why);
  }

  private JobCost usage(Started now) {
    return before.plus(JobCost.of(now.run.summary()));
  }

  private void end() {
    over = true;
    if (started != null) {
      started.meter.end(true);
    }
    writes.close().onComplete(stored -> memory.close());
    keeper.close();
    gone.tryComplete();
  }
}
