/** Hashes of bytes. Imports nothing of ours; caches and request handlers hash with it. */
@NullMarked
package dev.pokebatch.process.digest;

import org.jspecify.annotations.NullMarked;
