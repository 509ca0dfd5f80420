/**
 * The gateway: runs batches; never reads documents but for references. The verticle here connects
 * {@code http} to everything behind it. May import every package of the gateway but {@code launch}.
 */
@NullMarked
package dev.pokebatch.gateway;

import org.jspecify.annotations.NullMarked;
