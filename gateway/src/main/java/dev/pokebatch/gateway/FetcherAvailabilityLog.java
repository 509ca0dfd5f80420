package dev.pokebatch.gateway;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a gateway process has no fetcher any more, and when it has one again: once for all of
 * its verticles. Safe for any thread.
 */
public final class FetcherAvailabilityLog {

  private static final Logger LOG = LoggerFactory.getLogger(FetcherAvailabilityLog.class);

  private final Set<GatewayVerticle> serving = new HashSet<>();
  private boolean warned;
  private boolean closed;

  /** A verticle knows so many fetchers now. */
  synchronized void count(GatewayVerticle verticle, int fetchers) {
    if (closed) {
      return;
    }
    if (fetchers > 0) {
      serving.add(verticle);
    } else {
      serving.remove(verticle);
    }
    if (serving.isEmpty() != warned) {
      warned = serving.isEmpty();
      if (warned) {
        LOG.warn("No fetcher is available: batches are refused, and jobs wait, until there is one");
      } else {
        LOG.info("A fetcher is available");
      }
    }
  }

  /** The gateway leaves: from now on it makes no difference whether there are fetchers. */
  synchronized void close() {
    closed = true;
  }
}
