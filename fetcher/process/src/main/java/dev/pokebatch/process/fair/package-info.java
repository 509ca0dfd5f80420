/** Fair queuing between clients. Imports nothing of ours; guards and gateways queue with it. */
@NullMarked
package dev.pokebatch.process.fair;

import org.jspecify.annotations.NullMarked;
