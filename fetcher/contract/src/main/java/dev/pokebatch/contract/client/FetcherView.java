package dev.pokebatch.contract.client;

/**
 * What one client knows of a fetcher, for operators.
 *
 * @param name name of the fetcher
 * @param lanes how many lanes it has
 * @param serves whether it is asked for documents
 * @param missed how many of its announcements in a row were missed
 * @param saturated whether documents queue there because the upstream is busy
 * @param inFlight how many targets of this client are in flight there
 */
public record FetcherView(
    String name, int lanes, boolean serves, int missed, boolean saturated, int inFlight) {}
