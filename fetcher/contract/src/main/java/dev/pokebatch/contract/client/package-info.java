/**
 * The fetchers, seen from the other side of the event bus: who lives, who is asked for what, and
 * who instead when one is lost. May import {@code contract} only; whoever wants documents of the
 * fetchers comes through here.
 */
@NullMarked
package dev.pokebatch.contract.client;

import org.jspecify.annotations.NullMarked;
