package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.store.job.JobRow;
import java.util.Set;

/**
 * A job, with what is needed to read its results.
 *
 * @param status the job at the time of reading
 * @param plan its plan
 * @param nothing the steps that were resolved to no documents
 */
public record StoredBatch(JobStatus status, Plan plan, Set<Long> nothing) {

  /** Copies the set. */
  public StoredBatch {
    nothing = Set.copyOf(nothing);
  }

  /** Returns the job at the time of reading. */
  public JobRow job() {
    return status.job();
  }
}
