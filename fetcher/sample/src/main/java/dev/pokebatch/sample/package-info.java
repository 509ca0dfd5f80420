/**
 * An upstream of our own for tests, demos and classrooms: facts from tables, documents written on
 * request in PokéAPI's shape, or those of a folder of its data set, served over loopback with a
 * latency and faults on demand. It calls Vert.x and Jackson's streaming core and nothing of ours;
 * its answers go back over HTTP only.
 */
@NullMarked
package dev.pokebatch.sample;

import org.jspecify.annotations.NullMarked;
