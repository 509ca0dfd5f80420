/**
 * Handlers of batches that run while their client waits: posted, streamed line by line, described
 * by a URL, or explained. May import the other packages of {@code http} except {@code collection};
 * passes batches on to {@code plan} and {@code run}.
 */
@NullMarked
package dev.pokebatch.gateway.http.batch;

import org.jspecify.annotations.NullMarked;
