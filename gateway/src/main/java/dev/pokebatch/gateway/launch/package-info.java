/**
 * From environment to a running gateway, alone or with fetchers in the same process. May import
 * everything, the fetcher's {@code launch} included; nobody imports it.
 */
@NullMarked
package dev.pokebatch.gateway.launch;

import org.jspecify.annotations.NullMarked;
