package dev.pokebatch.gateway.client;

/**
 * Identifies a client for fair shares and bounds. Opaque: only its equality has a meaning.
 *
 * @param name equal for all requests of a client
 */
public record ClientId(String name) {

  /** The gateway itself, for work that is done for no client. */
  public static final ClientId GATEWAY = new ClientId("gateway");
}
