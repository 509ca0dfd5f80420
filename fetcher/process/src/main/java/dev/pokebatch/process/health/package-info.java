/**
 * The health of a process, as probes and operators see it. Gateways and fetchers both report it.
 * May import the contract, whose unreadable messages it counts.
 */
@NullMarked
package dev.pokebatch.process.health;

import org.jspecify.annotations.NullMarked;
