/**
 * Starts the Vert.x of a process, alone or as a member of a cluster. May import {@code settings},
 * {@code tls}, and the contract to register its codecs.
 */
@NullMarked
package dev.pokebatch.process.cluster;

import org.jspecify.annotations.NullMarked;
