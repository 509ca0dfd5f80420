/**
 * Handlers of jobs, which are batches that run whether or not their client waits: submission,
 * status and results. May import {@code gateway.job} and the packages of {@code http} that handle
 * requests.
 */
@NullMarked
package dev.pokebatch.gateway.http.job;

import org.jspecify.annotations.NullMarked;
