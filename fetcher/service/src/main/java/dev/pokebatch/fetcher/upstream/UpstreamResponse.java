package dev.pokebatch.fetcher.upstream;

import org.jspecify.annotations.Nullable;

/**
 * A response of the upstream as it was received.
 *
 * @param status the HTTP status
 * @param contentType the header's value, or null
 * @param contentEncoding the header's value, or null
 * @param retryAfter the header's value, or null
 * @param location the header's value, or null
 * @param caching the caching headers
 * @param headAt when the head had arrived, by {@link System#nanoTime}
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
