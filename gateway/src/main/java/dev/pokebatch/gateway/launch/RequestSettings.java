package dev.pokebatch.gateway.launch;

import dev.pokebatch.gateway.client.TrustedProxies;
import dev.pokebatch.gateway.http.admission.ConcurrencyLimits;
import dev.pokebatch.gateway.http.admission.ConnectionLimits;
import dev.pokebatch.gateway.http.admission.RequestTimeouts;
import dev.pokebatch.gateway.http.admission.ServerLimits;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import java.time.Duration;

/** Reads the limits of connections and requests. */
final class RequestSettings {

  private static final int MANY = 1_000_000;
  private static final int PART_OF_HEAP = 8;
  private static final long LONGEST_MS = 3_600_000;

  private RequestSettings() {}

  /**
   * Reads the limits.
   *
   * @param heap the budget that the memory for bodies is added to
   * @param part bytes of the heap that the gateway may use
   * @param bodyBytes the most of a body
   * @param idle how long a connection may be silent
   */
  static ServerLimits of(
      Settings settings, HeapBudget heap, long part, int bodyBytes, Duration idle) {
    var memory = Math.max(part / PART_OF_HEAP, 2L * bodyBytes);
    return new ServerLimits(
        proxies(settings),
        concurrency(settings),
        new ConnectionLimits(
            settings.integer("MAX_CONNECTIONS", 2_048, 1, MANY),
            settings.integer("MAX_CONNECTIONS_PER_CLIENT", 1_024, 1, MANY)),
        new RequestTimeouts(
            settings.millis("REQUEST_HEAD_TIMEOUT_MS", 10_000, 1, LONGEST_MS),
            settings.millis("REQUEST_BODY_TIMEOUT_MS", 30_000, 1, LONGEST_MS),
            settings.integer("REQUEST_BODY_BYTES_PER_S", 1_000, 1, MANY),
            idle),
        heap.pool("REQUEST_BYTES", memory, bodyBytes));
  }

  private static TrustedProxies proxies(Settings settings) {
    try {
      return TrustedProxies.parse(settings.text("TRUSTED_PROXIES", ""));
    } catch (IllegalArgumentException malformed) {
      settings.fault("TRUSTED_PROXIES", "contains " + malformed.getMessage());
      return TrustedProxies.parse("");
    }
  }

  private static ConcurrencyLimits concurrency(Settings settings) {
    return new ConcurrencyLimits(
        settings.integer("MAX_BATCHES", 256, 1, MANY),
        settings.integer("MAX_STREAMS", 512, 1, MANY),
        settings.integer("MAX_READS", 256, 1, MANY),
        settings.integer("MAX_FOLLOWS", 256, 1, MANY),
        settings.integer("MAX_LONG_POLLS", 1_024, 1, MANY));
  }
}
