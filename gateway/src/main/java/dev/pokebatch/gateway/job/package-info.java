/**
 * Durable batches: jobs are queued, claimed with a lease, run, resumed and read, here or on any
 * other gateway that shares the store. {@link dev.pokebatch.gateway.job.Jobs} is what {@code http}
 * calls; {@link dev.pokebatch.gateway.job.JobRunner} has jobs run by {@code run}. May import {@code
 * store}, {@code run}, {@code plan}, {@code batch}, {@code dispatch}, {@code memory}, {@code
 * problem} and, for what is kept of a document and who is shown it, {@code answer}.
 */
@NullMarked
package dev.pokebatch.gateway.job;

import org.jspecify.annotations.NullMarked;
