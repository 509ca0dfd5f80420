package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;

/**
 * The documents that a step of a job was resolved to.
 *
 * @param step index of the step in the request
 * @param targets keys of the documents, as a JSON array without white space
 */
public record ResolutionRow(long step, Buffer targets) {}
