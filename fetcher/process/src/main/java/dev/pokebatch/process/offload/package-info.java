/**
 * Where blocking code runs: the only place that calls {@code executeBlocking}. Imports Vert.x only.
 */
@NullMarked
package dev.pokebatch.process.offload;

import org.jspecify.annotations.NullMarked;
