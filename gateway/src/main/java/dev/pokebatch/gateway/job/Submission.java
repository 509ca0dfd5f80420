package dev.pokebatch.gateway.job;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is to be done whatever happens, once it is accepted.
 *
 * @param request the batch as its client wrote it, which has been read and found right
 * @param documents how many it stands for, as far as that is known
 * @param key tells it from any other request; null where its client does not say
 */
public record Submission(Buffer request, long documents, @Nullable IdempotencyKey key) {}
