package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A job that its caller has claimed and runs from now on.
 *
 * @param job the row after the claim; its state is running, or cancelling if its client has asked
 *     to cancel it
 * @param client the client that submitted it
 * @param request the batch request as JSON
 * @param lease the lease under which the owner writes results
 * @param attempts number of owners, this one included, that started the job and did not give it
 *     back
 * @param spentMs milliseconds since the first claim, by the database's clock
 * @param traceparent the span of the request that submitted it; null if it was not recorded
 */
public record ClaimedJob(
    JobRow job,
    String client,
    Buffer request,
    Lease lease,
    int attempts,
    long spentMs,
    @Nullable String traceparent) {}
