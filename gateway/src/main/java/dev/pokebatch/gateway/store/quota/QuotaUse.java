package dev.pokebatch.gateway.store.quota;

/**
 * What a client has used of a quota at one gateway.
 *
 * @param client the client's name
 * @param quota the quota's name
 * @param cost the time in which as much becomes available again, in microseconds
 * @param since how long ago the use began, in microseconds
 */
public record QuotaUse(String client, String quota, long cost, long since) {}
