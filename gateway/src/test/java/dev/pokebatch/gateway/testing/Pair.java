package dev.pokebatch.gateway.testing;

import java.net.URI;

/** A gateway and its fetchers, up and running, in one of the modes in which they can run. */
public interface Pair extends AutoCloseable {

  /** Where the gateway listens. */
  URI url();

  /** The metrics of the gateway, as they are now. */
  Scrape scrape();

  @Override
  void close();
}
