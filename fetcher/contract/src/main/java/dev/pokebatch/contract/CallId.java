package dev.pokebatch.contract;

/**
 * Identifies a request among all requests in flight in a cluster.
 *
 * @param caller name of the client that sent it, unique in the cluster
 * @param number the caller's own number of the request
 */
public record CallId(String caller, long number) {}
