/**
 * Decides what a process accepts: how many batches, streams, readers and connections at once, how
 * slowly a request may arrive, and how much memory request bodies may take. Shares each among
 * clients. May import {@code client} and {@code problem}; every other package of {@code http} may
 * call it.
 */
@NullMarked
package dev.pokebatch.gateway.http.admission;

import org.jspecify.annotations.NullMarked;
