package dev.pokebatch.gateway.client;

/**
 * The name of a client, by which shares and bounds are counted. It is opaque: compare it, nothing
 * else.
 *
 * @param name the same for all requests of a client
 */
public record ClientId(String name) {

  /** The gateway itself, for work that belongs to no client. */
  public static final ClientId GATEWAY = new ClientId("gateway");
}
