/**
 * Makes a process's Vert.x, alone or as a member of the cluster. May import {@code settings} and
 * the contract, whose codecs it registers.
 */
@NullMarked
package dev.pokebatch.process.cluster;

import org.jspecify.annotations.NullMarked;
