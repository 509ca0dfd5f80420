/**
 * The gateway: runs batches; reads documents only to resolve references. The verticle here connects
 * {@code http} to everything behind it. May import every package of the gateway but {@code launch}.
 */
@NullMarked
package dev.pokebatch.gateway;

import org.jspecify.annotations.NullMarked;
