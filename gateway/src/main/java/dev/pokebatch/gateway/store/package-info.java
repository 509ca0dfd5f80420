/**
 * The durable store of jobs and collections: plain SQL over JDBC, on worker threads of its own, in
 * an embedded SQLite file or in a PostgreSQL that several gateways share. {@link
 * dev.pokebatch.gateway.store.Database} runs a piece of work in a transaction; the tables are the
 * SQL that such work is made of. Of ours it imports {@code problem} and the fetcher's {@code
 * sqlite} only; {@code job} and {@code collection} are its callers.
 */
@NullMarked
package dev.pokebatch.gateway.store;

import org.jspecify.annotations.NullMarked;
