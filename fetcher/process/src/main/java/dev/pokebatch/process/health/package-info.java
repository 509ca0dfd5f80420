/**
 * What operators see of a process: health. May import Vert.x only, so that gateway and fetcher can
 * both show it.
 */
@NullMarked
package dev.pokebatch.process.health;

import org.jspecify.annotations.NullMarked;
