package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.client.ClientResolver;
import io.vertx.ext.web.RoutingContext;

/** Finds out whose a request is, before anything is shared out to it. */
public final class RequestClient {

  private static final String KEY = "client";

  private final ClientResolver naming;

  public RequestClient(ClientResolver naming) {
    this.naming = naming;
  }

  public void handle(RoutingContext context) {
    context.put(KEY, naming.of(context.request()));
    context.next();
  }

  /** The client of a request that has passed here. */
  public static ClientId of(RoutingContext context) {
    return context.get(KEY);
  }
}
