/** Shared by the gateway's tests: a pair in either mode, and a scripted upstream. */
@NullMarked
package dev.pokebatch.gateway.testing;

import org.jspecify.annotations.NullMarked;
