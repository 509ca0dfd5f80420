/**
 * The gateway: knows batches, never documents. The verticle here wires {@code http} to everything
 * behind it. May import all of the gateway but {@code launch}, and of the fetcher only its
 * contract, its client, {@code fair}, {@code memory}, {@code offload} and {@code sqlite}.
 */
@NullMarked
package dev.pokebatch.gateway;

import org.jspecify.annotations.NullMarked;
