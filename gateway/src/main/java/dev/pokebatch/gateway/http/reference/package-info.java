/**
 * Documents about the API itself: the limits in force, the problem types, and the OpenAPI
 * description.
 */
@NullMarked
package dev.pokebatch.gateway.http.reference;

import org.jspecify.annotations.NullMarked;
