package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.View;

/** Asks a fetcher for a document. */
@FunctionalInterface
interface Sender {
  InFlightFetch send(String target, View view);
}
