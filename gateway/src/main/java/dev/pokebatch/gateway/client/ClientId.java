package dev.pokebatch.gateway.client;

/**
 * Identifies a client for fair shares and bounds. Opaque: only its equality has a meaning.
 *
 * @param name equal for all requests of a client
 */
public record ClientId(String name) {

  /** The gateway itself, for work that is done for no client. */
  public static final ClientId GATEWAY = new ClientId("gateway");

  /**
   * Returns the client as which all jobs of this client count. It is another one, so that a
   * client's jobs take turns with those of others and do not keep its own requests waiting.
   */
  public ClientId ofJobs() {
    return new ClientId("jobs of " + name);
  }
}
