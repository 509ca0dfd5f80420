/**
 * The description of the API as its tests read it: what it says of each operation, the requests
 * that it shows, and whether an answer is as it says.
 */
@NullMarked
package dev.pokebatch.gateway.openapi;

import org.jspecify.annotations.NullMarked;
