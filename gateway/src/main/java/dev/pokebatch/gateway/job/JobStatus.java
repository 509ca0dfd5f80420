package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import java.util.OptionalLong;

/**
 * How a job stands.
 *
 * @param job as it is stored
 * @param now when that was, in milliseconds since the epoch
 */
public record JobStatus(JobRow job, long now) {

  /** A job as it is now. */
  public static JobStatus of(JobRow job) {
    return new JobStatus(job, System.currentTimeMillis());
  }

  /** What has become of it by now, or has in the end. */
  public Summary summary() {
    return JobCost.summary(job, now);
  }

  /** Whether it has ended, every step was resolved, and every document succeeded. */
  public boolean isComplete() {
    var counts = job.counts();
    return job.endReason() == EndReason.COMPLETED && counts.succeeded() == counts.total();
  }

  /** In a word: failed if no document succeeded of those that it was to get. */
  public OutcomeKind outcome() {
    if (isComplete()) {
      return OutcomeKind.SUCCEEDED;
    }
    return job.counts().succeeded() > 0 ? OutcomeKind.PARTIAL : OutcomeKind.FAILED;
  }

  /** Milliseconds that it may still take, at the pace that it had; empty where nobody can tell. */
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
