/**
 * Handlers that run a batch while its client waits: posted, streamed line by line, addressed by a
 * URL, or explained. May import the other packages of {@code http} but {@code collection}; a batch
 * goes on to {@code plan} and {@code run}.
 */
@NullMarked
package dev.pokebatch.gateway.http.batch;

import org.jspecify.annotations.NullMarked;
