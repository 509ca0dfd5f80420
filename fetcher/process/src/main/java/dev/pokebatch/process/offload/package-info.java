/** Runs blocking code on worker threads. May import no other package of the project. */
@NullMarked
package dev.pokebatch.process.offload;

import org.jspecify.annotations.NullMarked;
