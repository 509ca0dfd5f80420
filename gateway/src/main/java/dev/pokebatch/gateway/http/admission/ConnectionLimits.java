package dev.pokebatch.gateway.http.admission;

/**
 * How many connections a process takes.
 *
 * @param most of all clients together
 * @param ofOneClient of one address; trusted proxies are not counted so
 */
public record ConnectionLimits(int most, int ofOneClient) {}
