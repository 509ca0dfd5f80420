package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.store.StoreFullException;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.EndReason;
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

  /** Closed when the job is over for this gateway. */
  private final LeasedWriter writes;

  private final BatchMemory memory;
  private final Promise<Void> gone = Promise.promise();

  /** Null until the request of the job has been read. */
  private @Nullable JobBatch batch;

  private boolean cancelling;
  private boolean leaving;

  JobRun(JobRunner runner, ClaimedJob job) {
    this.runner = runner;
    this.job = job;
    this.claim = new Claim(job, runner.config().kept(), runner.nanoTime());
    this.cancelling = job.job().state() == JobState.CANCELLING;
    this.memory = runner.openMemory(job);
    this.keeper =
        new LeaseKeeper(
            runner.vertx(),
            runner.nanoTime(),
            runner.database(),
            job.lease(),
            runner.config().lease(),
            this);
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

  private void go(BatchRequest request, StoredHistory history) {
    if (leaving || writes.isClosed()) {
      return;
    }
    var now = new JobBatch(this, runner, job, claim, writes, memory, request, history);
    batch = now;
    var counts = job.job().counts();
    LOG.info("Job {} begins after {} of {} documents", id(), counts.ended(), counts.total());
    if (cancelling) {
      now.cancel();
    } else {
      now.begin();
    }
  }

  private void giveUp() {
    if (cancelling) {
      endWith(JobTermination.cancelled(runner.config()));
    } else {
      broken(
          new IllegalStateException(MOST_ATTEMPTS + " gateways ended while they ran job " + id()));
    }
  }

  @Override
  public void cancelled() {
    if (!cancelling && !leaving) {
      cancelling = true;
      if (batch != null) {
        batch.cancel();
      }
    }
  }

  @Override
  public void lost() {
    if (!writes.isClosed()) {
      LOG.warn("Job {} has lost its lease: the gateway that claims it next resumes it", id());
      runner.meters().jobs().lost();
      runner.survived(job.lease());
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
    if (batch != null) {
      batch.leave();
    } else {
      writes.commit(null, claim::release, this::released);
    }
  }

  /** The job has new results in the store. */
  void progressed() {
    runner.news().tell(JobEvents.Kind.PROGRESSED, id());
  }

  /** The store has the end of the job. */
  void ended(EndReason reason) {
    LOG.info("Job {} has ended", id());
    runner.meters().jobs().ended(reason);
    progressed();
    end();
  }

  /** The store has the release of the job. */
  void released() {
    LOG.info("Job {} is released", id());
    runner.news().tell(JobEvents.Kind.QUEUED, id());
    end();
  }

  /** Runs an action; an exception fails the job. */
  void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error thrown) {
      broken(thrown);
    }
  }

  private void broken(Throwable why) {
    fail(Problems.of(why)); // which logs an internal failure
  }

  /** Ends the job: its documents without a result fail with this problem. */
  void fail(Problem why) {
    abandon();
    if (!writes.isClosed()) {
      LOG.warn("Job {} fails: {}", id(), why.detail());
      endWith(JobTermination.failed(runner.config(), why));
    }
  }

  /** Ends the job; discards results that have not been stored. */
  private void endWith(JobTermination ending) {
    writes.close();
    runner
        .database()
        .write(tx -> ending.end(tx, job.lease()))
        .recover(full -> endAsItIs(ending, full))
        .onFailure(failed -> runner.survived(job.lease())) // claimed again after the lease expires
        .onSuccess(
            ended -> {
              runner.meters().jobs().ended(ending.reason());
              progressed();
            })
        .onComplete(x -> end());
  }

  private Future<Boolean> endAsItIs(JobTermination ending, Throwable why) {
    return why instanceof StoreFullException
        ? runner.database().write(tx -> ending.endAsItIs(tx, job.lease()))
        : Future.failedFuture(why);
  }

  private void abandon() {
    if (batch != null) {
      batch.abandon();
    }
  }

  private void end() {
    if (batch != null) {
      batch.close();
    }
    writes.close().onComplete(stored -> memory.close());
    keeper.close();
    gone.tryComplete();
  }
}
