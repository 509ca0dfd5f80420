package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.store.job.JobRow;
import java.util.Set;

/**
 * A job, with what is needed to understand its results.
 *
 * @param job as it was when this was read
 * @param plan what it does
 * @param nothing steps that turned out to stand for no documents
 */
public record StoredBatch(JobRow job, Plan plan, Set<Long> nothing) {

  /** Copies the set. */
  public StoredBatch {
    nothing = Set.copyOf(nothing);
  }
}
