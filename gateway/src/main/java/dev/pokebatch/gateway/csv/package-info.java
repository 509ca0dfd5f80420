/**
 * Converts documents to rows of a CSV table, in one pass over their bytes. Knows nothing of
 * batches: may import Jackson's streaming parser and Vert.x' buffers only. Holds no state; {@code
 * answer} sends the rows.
 */
@NullMarked
package dev.pokebatch.gateway.csv;

import org.jspecify.annotations.NullMarked;
