/**
 * What the gateway measures: batches, their documents, jobs and the database. May import {@code
 * run}, {@code memory}, {@code store} and {@code outcome}; the handlers of batches and {@code job}
 * report to it.
 */
@NullMarked
package dev.pokebatch.gateway.metrics;

import org.jspecify.annotations.NullMarked;
