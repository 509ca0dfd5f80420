package dev.pokebatch.gateway.store;

import io.vertx.core.buffer.Buffer;

/**
 * A job that the caller is to run from now on.
 *
 * @param job as it is now; running, or cancelling where all that is left is to end it
 * @param request what it is to do
 * @param lease with which to write to it
 */
public record ClaimedJob(JobRow job, Buffer request, Lease lease) {}
