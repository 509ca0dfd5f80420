/**
 * The two databases, SQLite and PostgreSQL: how to locate, open and migrate each, what is
 * particular to its SQL, and what its error codes mean. Of ours it imports the fetcher's {@code
 * sqlite} only.
 */
@NullMarked
package dev.pokebatch.gateway.store.engine;

import org.jspecify.annotations.NullMarked;
