package dev.pokebatch.contract;

/**
 * Names one call among all that are under way in a cluster.
 *
 * @param caller the caller's own name, unique in the cluster
 * @param number the caller's count of its calls
 */
public record CallId(String caller, long number) {}
