package dev.pokebatch.gateway;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a gateway process loses its last fetcher, and when a fetcher is available again: once
 * for all verticles of the process. Thread-safe.
 */
public final class FetcherAvailabilityLog {

  private static final Logger LOG = LoggerFactory.getLogger(FetcherAvailabilityLog.class);

  private final Set<GatewayVerticle> withFetchers = new HashSet<>();
  private boolean warned;
  private boolean closed;

  /** Notes how many fetchers a verticle knows now. */
  synchronized void count(GatewayVerticle verticle, int fetchers) {
    if (closed) {
      return;
    }
    if (fetchers > 0) {
      withFetchers.add(verticle);
    } else {
      withFetchers.remove(verticle);
    }
    if (withFetchers.isEmpty() != warned) {
      warned = withFetchers.isEmpty();
      if (warned) {
        LOG.warn("No fetcher is available: until one is, batches are refused and jobs wait");
      } else {
        LOG.info("A fetcher is available");
      }
    }
  }

  /** Stops logging: the gateway shuts down. */
  synchronized void close() {
    closed = true;
  }
}
