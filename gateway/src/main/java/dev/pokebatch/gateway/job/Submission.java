package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is to be done whatever happens, once it is accepted.
 *
 * @param client who submits it: clients take turns
 * @param request the batch as its client wrote it, which has been read and found right
 * @param documents how many it stands for, as far as that is known
 * @param key tells it from any other request; null where its client does not say
 */
public record Submission(
    ClientId client, Buffer request, long documents, @Nullable IdempotencyKey key) {}
