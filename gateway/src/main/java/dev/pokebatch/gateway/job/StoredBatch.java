package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.answer.StoredSteps;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.store.job.JobRow;

/**
 * A job, with what is needed to read its results.
 *
 * @param status the job at the time of reading
 * @param plan its plan
 * @param steps the steps that its results alone do not tell
 */
public record StoredBatch(JobStatus status, Plan plan, StoredSteps steps) {

  /** Returns the job at the time of reading. */
  public JobRow job() {
    return status.job();
  }
}
