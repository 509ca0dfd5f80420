/**
 * The tables of jobs: jobs, leases, results, resolutions and idempotency keys. Each table is a set
 * of SQL statements that run in a {@link dev.pokebatch.gateway.store.Transaction}. Imports {@code
 * store} only; {@code job} and {@code http} are its callers.
 */
@NullMarked
package dev.pokebatch.gateway.store.job;

import org.jspecify.annotations.NullMarked;
