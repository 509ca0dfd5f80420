/**
 * Identifies the client of a request, for fair shares and bounds. Imports nothing of ours; the HTTP
 * edge calls it, and every class that shares a resource among clients receives its {@code
 * ClientId}.
 */
@NullMarked
package dev.pokebatch.gateway.client;

import org.jspecify.annotations.NullMarked;
