package dev.pokebatch.fetcher.upstream;

import java.time.Duration;

/**
 * How the upstream is talked to, by one verticle.
 *
 * @param upstream where it is
 * @param connections the most connections over HTTP/1.1; over HTTP/2 a few carry them all
 * @param connectTimeout for a connection to open
 * @param timeout for a whole answer, its body included
 * @param maxBytes the largest body that is taken, as it comes over the wire
 * @param blockingThreads threads of the process for the blocking transport
 */
public record UpstreamConfig(
    Upstream upstream,
    int connections,
    Duration connectTimeout,
    Duration timeout,
    int maxBytes,
    int blockingThreads) {

  /** Names the project to the upstream, so that its operators know whom to ask. */
  static final String USER_AGENT = "Pokebatch/1.0 (batch gateway for PokeAPI)";
}
