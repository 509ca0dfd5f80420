/** Fair queuing between clients. Imports nothing of ours; guards and gateways queue with it. */
@NullMarked
package dev.pokebatch.fetcher.fair;

import org.jspecify.annotations.NullMarked;
