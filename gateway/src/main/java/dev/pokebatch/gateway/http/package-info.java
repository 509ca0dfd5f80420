/**
 * The HTTP edge of the gateway: the route table. What a route does is in the packages below this
 * one. May import everything behind it but {@code launch}.
 */
@NullMarked
package dev.pokebatch.gateway.http;

import org.jspecify.annotations.NullMarked;
