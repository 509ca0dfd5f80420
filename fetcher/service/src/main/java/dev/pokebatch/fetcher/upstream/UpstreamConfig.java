package dev.pokebatch.fetcher.upstream;

import java.time.Duration;

/**
 * How one verticle connects to the upstream.
 *
 * @param upstream the upstream
 * @param connections maximum number of HTTP/1.1 connections; over HTTP/2 a few connections carry
 *     all requests
 * @param connectTimeout timeout for opening a connection
 * @param timeout timeout for a whole response, including its body
 * @param maxBytes maximum size of a body, as received
 * @param blockingThreads threads of the process for the blocking transport
 */
public record UpstreamConfig(
    Upstream upstream,
    int connections,
    Duration connectTimeout,
    Duration timeout,
    int maxBytes,
    int blockingThreads) {

  /** Identifies the project, so that the upstream's operators know whom to ask. */
  static final String USER_AGENT = "Pokebatch/1.0 (batch gateway for PokeAPI)";
}
