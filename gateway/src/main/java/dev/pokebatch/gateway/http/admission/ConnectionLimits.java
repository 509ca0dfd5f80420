package dev.pokebatch.gateway.http.admission;

/**
 * How many connections a process accepts.
 *
 * @param most of all clients together; an eighth more is reserved for clients with few
 * @param ofOneClient of one client address; connections of trusted proxies are not bounded by this
 */
public record ConnectionLimits(int most, int ofOneClient) {}
