package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A batch that a client submits as a job.
 *
 * @param client the client that submits it: clients take turns
 * @param owner whose job it is
 * @param request the validated batch, as its client sent it
 * @param documents how many documents it has, as far as that is known
 * @param key the client's idempotency key; null if it sent none
 * @param traceparent the span of its request; null if it is not recorded
 */
public record Submission(
    ClientId client,
    String owner,
    Buffer request,
    long documents,
    @Nullable IdempotencyKey key,
    @Nullable String traceparent) {}
