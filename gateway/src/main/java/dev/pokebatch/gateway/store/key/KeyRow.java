package dev.pokebatch.gateway.store.key;

import org.jspecify.annotations.Nullable;

/**
 * A stored API key, without its secret. Times are milliseconds since the epoch.
 *
 * @param id names it in paths; unique
 * @param name the owner of what is made with it
 * @param sha256 the SHA-256 of its secret, in hexadecimal digits
 * @param scopes what it allows, separated by spaces; opaque to the store
 * @param createdAt when it was stored
 * @param expiresAt from when on it is refused; null for never
 * @param quotas its quotas as JSON that the store does not interpret; null for the usual ones
 */
public record KeyRow(
    String id,
    String name,
    String sha256,
    String scopes,
    long createdAt,
    @Nullable Long expiresAt,
    @Nullable String quotas) {}
