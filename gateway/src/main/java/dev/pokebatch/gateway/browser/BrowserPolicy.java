package dev.pokebatch.gateway.browser;

/**
 * What browsers may do.
 *
 * @param origins whose pages may read answers (CORS)
 * @param hosts under which the gateway may be addressed
 */
public record BrowserPolicy(Origins origins, AllowedHosts hosts) {}
