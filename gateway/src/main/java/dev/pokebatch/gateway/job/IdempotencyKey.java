package dev.pokebatch.gateway.job;

/**
 * A client's name for one request, which stays the same when the client repeats the request.
 *
 * @param name the key, after its owner and the operation that it belongs to
 * @param content a hash of the request
 */
public record IdempotencyKey(String name, String content) {}
