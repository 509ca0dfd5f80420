/**
 * Temporary files for the bytes of answers that do not fit into memory. May import {@code
 * process.offload}; {@code answer} writes and reads them.
 */
@NullMarked
package dev.pokebatch.gateway.spill;

import org.jspecify.annotations.NullMarked;
