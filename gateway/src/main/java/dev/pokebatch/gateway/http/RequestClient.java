package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.client.ClientResolver;
import io.vertx.ext.web.RoutingContext;

/** Finds out whose a request is, before anything is shared out to it. */
final class RequestClient {

  private static final String KEY = "client";

  private final ClientResolver naming;

  RequestClient(ClientResolver naming) {
    this.naming = naming;
  }

  void handle(RoutingContext context) {
    context.put(KEY, naming.of(context.request()));
    context.next();
  }

  /** The client of a request that has passed here. */
  static ClientId of(RoutingContext context) {
    return context.get(KEY);
  }
}
