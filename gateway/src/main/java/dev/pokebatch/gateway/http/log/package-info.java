/**
 * The access log, a line for each request, and the audit log, a line for each change that a client
 * has made. Neither contains secrets, queries or bodies. May import {@code access}, {@code client},
 * {@code run}, {@code http.context} and {@code http.response}.
 */
@NullMarked
package dev.pokebatch.gateway.http.log;

import org.jspecify.annotations.NullMarked;
