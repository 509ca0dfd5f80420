package dev.pokebatch.gateway.store.job;

/**
 * The right to run a job, for a time. Once it has run out another may claim the job, and from then
 * on nothing can be written with this one, whatever its owner's clock says.
 *
 * @param jobId which job
 * @param owner who has it
 * @param token which claim of the job it came of
 * @param until milliseconds since the epoch
 */
public record Lease(String jobId, String owner, long token, long until) {}
