/** What the gateway's tests share: a pair in either mode, an upstream that does as it is told. */
@NullMarked
package dev.pokebatch.gateway.testing;

import org.jspecify.annotations.NullMarked;
