package dev.pokebatch.gateway.launch;

import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.browser.AllowedHosts;
import dev.pokebatch.gateway.browser.BrowserPolicy;
import dev.pokebatch.gateway.browser.Origins;
import dev.pokebatch.process.settings.Settings;

/** Reads what browsers may do. */
final class BrowserSettings {

  private static final String ORIGINS = "CORS_ORIGINS";
  private static final String HOSTS = "ALLOWED_HOSTS";

  private BrowserSettings() {}

  /**
   * The policy. On loopback, where only this machine's programs reach the gateway, and if they need
   * no API key, pages of every origin may read answers unless the setting says otherwise.
   *
   * @param host where the gateway listens
   * @param anonymous what clients without an API key may do
   */
  static BrowserPolicy of(Settings settings, String host, AnonymousAccess anonymous) {
    var open = AccessSettings.isLoopback(host) && anonymous == AnonymousAccess.ALL;
    return new BrowserPolicy(origins(settings, open ? "*" : ""), hosts(settings));
  }

  private static Origins origins(Settings settings, String usual) {
    try {
      return Origins.parse(settings.text(ORIGINS, usual));
    } catch (IllegalArgumentException malformed) {
      settings.fault(ORIGINS, "has a part that is " + malformed.getMessage());
      return Origins.parse("");
    }
  }

  private static AllowedHosts hosts(Settings settings) {
    try {
      return AllowedHosts.parse(settings.text(HOSTS, ""));
    } catch (IllegalArgumentException malformed) {
      settings.fault(HOSTS, "has a part that is " + malformed.getMessage());
      return AllowedHosts.parse("");
    }
  }
}
