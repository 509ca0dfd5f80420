/**
 * Bytes of answers that memory has no room for, in temporary files. May import the fetcher's {@code
 * offload}; {@code answer} writes and reads them.
 */
@NullMarked
package dev.pokebatch.gateway.spill;

import org.jspecify.annotations.NullMarked;
