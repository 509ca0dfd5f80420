/**
 * The web page: its files, and the handlers that send them. Needs nothing of the API, which the
 * page uses like any other client.
 */
@NullMarked
package dev.pokebatch.gateway.http.page;

import org.jspecify.annotations.NullMarked;
