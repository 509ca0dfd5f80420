/**
 * The client of the fetchers: knows which fetchers there are, chooses one for each document, and
 * asks another one if that one is lost. Gateways and fetchers request documents through {@link
 * dev.pokebatch.contract.client.FetcherClient}. May import {@code contract} only.
 */
@NullMarked
package dev.pokebatch.contract.client;

import org.jspecify.annotations.NullMarked;
