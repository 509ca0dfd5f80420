/**
 * Handlers of collections, which are batch requests stored under names. May import {@code
 * gateway.collection}; passes runs on to {@code http.batch}.
 */
@NullMarked
package dev.pokebatch.gateway.http.collection;

import org.jspecify.annotations.NullMarked;
