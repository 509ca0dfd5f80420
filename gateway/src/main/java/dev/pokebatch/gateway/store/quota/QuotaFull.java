package dev.pokebatch.gateway.store.quota;

/**
 * What a client has used of a quota at all gateways.
 *
 * @param client the client's name
 * @param quota the quota's name
 * @param fullAt when all of the quota is available again, in microseconds since the epoch
 */
public record QuotaFull(String client, String quota, long fullAt) {}
