/**
 * Durable batches: jobs are queued, claimed with a lease, run, resumed and read, by any gateway
 * that shares the store. {@code http} calls {@link dev.pokebatch.gateway.job.JobQueue} and {@link
 * dev.pokebatch.gateway.job.Jobs}; {@link dev.pokebatch.gateway.job.JobRunner} runs jobs by {@code
 * run}. Times that clients see are those of the database's clock. May import {@code access}, {@code
 * store}, {@code run}, {@code plan}, {@code batch}, {@code dispatch}, {@code memory}, {@code
 * quota}, {@code problem} and, for stored items and their answers, {@code answer}.
 */
@NullMarked
package dev.pokebatch.gateway.job;

import org.jspecify.annotations.NullMarked;
