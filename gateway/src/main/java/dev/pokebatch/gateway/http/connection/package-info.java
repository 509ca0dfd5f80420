/**
 * The server's connections: how they are accepted, timed out, half-closed and shut down, partly in
 * Netty's pipeline. May import {@code http.admission}, {@code http.context}, {@code http.log} and
 * {@code http.response}.
 */
@NullMarked
package dev.pokebatch.gateway.http.connection;

import org.jspecify.annotations.NullMarked;
