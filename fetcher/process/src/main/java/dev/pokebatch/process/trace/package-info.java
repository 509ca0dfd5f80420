/**
 * Traces of requests, for OpenTelemetry: the only package that knows its library. A span begins in
 * the gateway's {@code http}, and its descendants end in the fetcher's {@code upstream}. May import
 * {@code log} and {@code settings}.
 */
@NullMarked
package dev.pokebatch.process.trace;

import org.jspecify.annotations.NullMarked;
