package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.client.ClientResolver;
import io.vertx.ext.web.RoutingContext;

/**
 * Resolves the client of each request, before permits or memory are given to it: the owner of its
 * API key, or else its address.
 */
public final class RequestClient {

  private static final ContextKey<ClientId> CLIENT =
      new ContextKey<>(RequestClient.class, "client");

  private final ClientResolver clients;

  public RequestClient(ClientResolver clients) {
    this.clients = clients;
  }

  public void handle(RoutingContext context) {
    var caller = RequestCaller.of(context);
    CLIENT.put(
        context,
        caller.isAnonymous()
            ? clients.of(context.request())
            : new ClientId("key:" + caller.owner()));
    context.next();
  }

  /** Returns the client of a request that has passed {@link #handle}. */
  public static ClientId of(RoutingContext context) {
    return CLIENT.get(context);
  }
}
