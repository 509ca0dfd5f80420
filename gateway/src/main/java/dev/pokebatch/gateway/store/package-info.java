/**
 * The durable store: runs work in a transaction over JDBC, on worker threads, retries it, and
 * reconnects. {@link dev.pokebatch.gateway.store.Database} is the entry point; the tables are in
 * {@code store.job} and {@code store.collection}, the two databases in {@code store.engine}. Of
 * ours it imports {@code store.engine}, {@code problem} and the fetcher's {@code offload} only.
 */
@NullMarked
package dev.pokebatch.gateway.store;

import org.jspecify.annotations.NullMarked;
