package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;

/**
 * A job that the caller is to run from now on.
 *
 * @param job as it is now; running, or cancelling where all that is left is to end it
 * @param request what it is to do
 * @param lease with which to write to it
 * @param attempts how many owners have begun to run it and have not given it back, this one
 *     included
 * @param spentMs milliseconds since it was claimed for the first time, by the database's clock
 */
public record ClaimedJob(JobRow job, Buffer request, Lease lease, int attempts, long spentMs) {}
