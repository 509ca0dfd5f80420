package dev.pokebatch.gateway.store.quota;

/**
 * What a client runs now.
 *
 * @param client the client's name
 * @param batches running batches
 * @param streams open streams of steps
 */
public record HeldPermits(String client, long batches, long streams) {}
