/**
 * The main job, for people to watch: the same twenty documents in sequence, in parallel, and in
 * parallel through blocking calls. May import {@code launch}; talks to the pair over HTTP only.
 */
@NullMarked
package dev.pokebatch.gateway.demo;

import org.jspecify.annotations.NullMarked;
