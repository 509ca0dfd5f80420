package dev.pokebatch.fetcher.upstream;

import org.jspecify.annotations.Nullable;

/**
 * An answer of the upstream as it came over the wire.
 *
 * @param status the HTTP status
 * @param contentType the header's value, or null
 * @param contentEncoding the header's value, or null
 * @param retryAfter the header's value, or null
 * @param location the header's value, or null
 * @param caching what it says to caches
 * @param headAt when its head was there, by {@link System#nanoTime}
 * @param body the body's bytes, still encoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UpstreamResponse(
    int status,
    @Nullable String contentType,
    @Nullable String contentEncoding,
    @Nullable String retryAfter,
    @Nullable String location,
    CacheHeaders caching,
    long headAt,
    byte[] body) {}
