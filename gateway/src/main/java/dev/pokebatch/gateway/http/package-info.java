/**
 * The HTTP edge of the gateway: routes, negotiation, and the one place that writes an error. May
 * import everything behind it but {@code launch}; a batch goes on to {@code plan} and {@code run}.
 */
@NullMarked
package dev.pokebatch.gateway.http;

import org.jspecify.annotations.NullMarked;
