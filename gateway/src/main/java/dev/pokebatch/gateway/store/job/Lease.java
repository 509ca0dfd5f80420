package dev.pokebatch.gateway.store.job;

/**
 * The right to run a job for a limited time. After it has expired, another gateway may claim the
 * job; from then on the database refuses every write under this lease, whatever its owner's clock
 * says.
 *
 * @param jobId id of the job
 * @param owner id of the gateway that holds the lease
 * @param token fencing token: the number of the claim that created the lease
 * @param until when it expires, in milliseconds since the epoch
 */
public record Lease(String jobId, String owner, long token, long until) {}
