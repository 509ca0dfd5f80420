package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A job to insert.
 *
 * @param id not used by any other
 * @param client the client that submitted it: clients take turns
 * @param belongsTo whose job it is: who may use it
 * @param request what it is to do; opaque to the store
 * @param createdAt now, in milliseconds since the epoch
 * @param total documents, as far as that is known
 * @param retryOf the job whose failed documents it gets; null for an ordinary one
 * @param traceparent the span of the request that submits it; null if it is not recorded
 */
public record NewJob(
    String id,
    String client,
    String belongsTo,
    Buffer request,
    long createdAt,
    long total,
    @Nullable String retryOf,
    @Nullable String traceparent) {}
