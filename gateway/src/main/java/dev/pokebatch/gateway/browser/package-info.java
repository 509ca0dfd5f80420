/**
 * What the gateway does for browsers and against misuse of them: cross-origin requests (CORS),
 * hosts that it answers for, forms of other sites. May import {@code problem}; {@code http} puts
 * its handlers in front of every route.
 */
@NullMarked
package dev.pokebatch.gateway.browser;

import org.jspecify.annotations.NullMarked;
