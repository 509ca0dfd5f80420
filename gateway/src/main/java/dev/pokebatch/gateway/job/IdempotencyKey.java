package dev.pokebatch.gateway.job;

/**
 * What a client calls one request of its own, however often it has to send it.
 *
 * @param name the key, with whatever else it is to be kept apart by
 * @param content the same for the same request: a hash of it
 */
public record IdempotencyKey(String name, String content) {}
