package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import java.util.OptionalLong;

/**
 * The status of a job.
 *
 * @param job the stored job
 * @param now when it was read, by the database's clock, in milliseconds since the epoch
 */
public record JobStatus(JobRow job, long now) {

  /** The summary: so far, or at the end. */
  public Summary summary() {
    return JobCost.summary(job, now);
  }

  /** Whether it has ended, every step was resolved, and every document succeeded. */
  public boolean isComplete() {
    var counts = job.counts();
    return job.endReason() == EndReason.COMPLETED && counts.succeeded() == counts.total();
  }

  /** The outcome so far: failed if the job is not complete and no document succeeded. */
  public OutcomeKind outcome() {
    if (isComplete()) {
      return OutcomeKind.SUCCEEDED;
    }
    return job.counts().succeeded() > 0 ? OutcomeKind.PARTIAL : OutcomeKind.FAILED;
  }

  /** Estimated milliseconds until the end, at the average pace so far; empty if unknown. */
  public OptionalLong remainingMs() {
    var ended = job.counts().ended();
    var startedAt = job.startedAt();
    if (job.state() == JobState.ENDED || startedAt == null || ended == 0) {
      return OptionalLong.empty();
    }
    var left = Math.max(0, job.counts().total() - ended);
    return OptionalLong.of((long) ((double) Math.max(0, now - startedAt) / ended * left));
  }
}
