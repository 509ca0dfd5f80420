/**
 * Limits the memory that a process uses. A caller reserves bytes in a pool before it allocates
 * them, waits while the pool has too few, and returns them afterwards. May import {@code fair}.
 */
@NullMarked
package dev.pokebatch.process.memory;

import org.jspecify.annotations.NullMarked;
