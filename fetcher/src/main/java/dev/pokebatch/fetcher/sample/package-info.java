/**
 * A small PokéAPI of our own on loopback, for demo, tests and classroom: true facts of the Kanto
 * Pokémon in documents of PokéAPI's shape and size, with latency and faults on demand. Imports
 * nothing else of ours; it is called over HTTP like any other upstream.
 */
@NullMarked
package dev.pokebatch.fetcher.sample;

import org.jspecify.annotations.NullMarked;
