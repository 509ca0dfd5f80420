/**
 * Content codings of responses (RFC 9110, section 8.4): what a client accepts, and gzip. Imports
 * nothing of the gateway; {@code answer} and {@code http.response} compress with it.
 */
@NullMarked
package dev.pokebatch.gateway.coding;

import org.jspecify.annotations.NullMarked;
