package dev.pokebatch.gateway.store.job;

import io.vertx.core.buffer.Buffer;

/**
 * What a step of a job has come to stand for, once that is known.
 *
 * @param step the place of the step in the request
 * @param targets a JSON array without white space
 */
public record ResolutionRow(long step, Buffer targets) {}
