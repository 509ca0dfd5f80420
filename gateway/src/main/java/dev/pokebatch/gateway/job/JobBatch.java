package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.metrics.BatchMeters.BatchMeter;
import dev.pokebatch.gateway.metrics.BatchShape;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.BatchRun;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.JobProgress;

/**
 * The batch of a job while this gateway runs it: fetches the documents without a result and stores
 * the results, one transaction after the other. The last transaction ends or releases the job.
 * Confined to one event loop.
 */
final class JobBatch {

  private final JobRun job;
  private final JobRunner runner;
  private final Claim claim;
  private final LeasedWriter writes;
  private final ResultWriter results;
  private final BatchRun run;
  private final BatchMeter meter;
  private final JobCost before;
  private final long deadlineMs;
  private boolean cancelling;
  private boolean leaving;
  private boolean writing;

  /**
   * @param job told when it has ended or failed
   * @param claimed the job as it was claimed
   * @param memory counts the documents from before they are requested until they are stored
   * @param request was validated when the job was submitted, so a failure here is internal
   * @param history the results of earlier runs
   */
  JobBatch(
      JobRun job,
      JobRunner runner,
      ClaimedJob claimed,
      Claim claim,
      LeasedWriter writes,
      BatchMemory memory,
      BatchRequest request,
      StoredHistory history) {
    this.job = job;
    this.runner = runner;
    this.claim = claim;
    this.writes = writes;
    this.before = JobCost.of(claimed.job());
    this.deadlineMs = request.deadlineMs();
    var left = request.withDeadlineMs(Math.max(1, deadlineMs - claim.spentMs()));
    var plan = Plan.of(left, runner.config().limits());
    var room = runner.config().jobBytes() - claimed.job().documentBytes();
    var names = new UnmatchedSteps(history, UnmatchedNames.of(claimed.job()));
    this.results = new ResultWriter(plan, history, names, memory, room, this::write, job::fail);
    this.meter = runner.meters().batches().begin(BatchShape.JOB, job.id(), memory);
    this.run = runner.run(claimed, plan, memory, meter.measure(results), history);
  }

  /** Starts to fetch. */
  void begin() {
    run.resume();
  }

  /** Cancels the documents without a result; then the job ends. */
  void cancel() {
    cancelling = true;
    run.cancel(CancelledBy.CLIENT);
  }

  /** Stores the results received so far and releases the job. */
  void leave() {
    leaving = true;
    run.abandon();
    write();
  }

  /** Stops fetching; results that are not stored are lost. */
  void abandon() {
    run.abandon();
  }

  /** Ends the measurement, after the last transaction. */
  void close() {
    meter.end(true);
  }

  /** Starts a transaction, unless one is running: the next one stores what arrives meanwhile. */
  private void write() {
    if (!writing && !writes.isClosed()) {
      writing = true;
      // later, so that one transaction stores all results of this turn of the event loop
      runner.vertx().runOnContext(soon -> job.guard(this::writeNow));
    }
  }

  private void writeNow() {
    if (writes.isClosed()) {
      writing = false;
      return;
    }
    var progress = results.take(before.plus(JobCost.of(run.summary())));
    var summary = results.summary();
    if (results.isFull()) {
      writes.commit(progress, tx -> true, () -> job.guard(() -> job.fail(tooManyBytes())));
    } else if (!results.isEmpty()) {
      writeMore(progress);
    } else if (summary != null) {
      var reason = claim.endReason(summary, cancelling, deadlineMs);
      writes.commit(progress, tx -> claim.end(tx, reason), () -> job.ended(reason));
    } else if (leaving) {
      writes.commit(progress, claim::release, job::released);
    } else {
      writeMore(progress);
    }
  }

  private void writeMore(JobProgress progress) {
    writes.commit(progress, tx -> true, () -> job.guard(this::written));
  }

  private void written() {
    writing = false;
    job.progressed();
    results.stored();
    var ended = results.summary() != null;
    if (leaving || ended || !results.isEmpty()) {
      write();
    }
    if (!leaving && !ended) {
      run.resume();
    }
  }

  private Problem tooManyBytes() {
    var most = runner.config().jobBytes();
    var words = "The documents of a job may have at most " + most + " bytes.";
    return LimitProblems.limitExceeded("jobBytes", most, most + 1, words);
  }
}
