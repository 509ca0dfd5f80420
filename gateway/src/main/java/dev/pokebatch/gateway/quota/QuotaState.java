package dev.pokebatch.gateway.quota;

import io.vertx.core.json.JsonObject;

/**
 * A quota of a client at one moment.
 *
 * @param name its name in header fields, problems and JSON
 * @param unit what is counted, as the parameter {@code qu} of header fields says it
 * @param max how much the client may have in the window, or at once
 * @param left how much it may still have now
 * @param windowS the window in seconds; 0 for a quota of what runs at the same time
 * @param resetS in how many seconds all of it is available again; 0 if that is not known
 */
public record QuotaState(String name, String unit, long max, long left, long windowS, long resetS) {

  /** Returns it without its name. */
  JsonObject toJson() {
    var json = new JsonObject().put("max", max).put("left", left);
    return windowS == 0 ? json : json.put("windowS", windowS).put("resetS", resetS);
  }
}
