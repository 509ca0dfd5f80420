package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.access.Authenticator;
import dev.pokebatch.gateway.access.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Finds out who sends each request. A request whose API key is not valid goes no further. */
public final class RequestCaller {

  private static final ContextKey<Caller> CALLER = new ContextKey<>(RequestCaller.class, "caller");

  private final Authenticator authenticator;

  /** Asks this authenticator. */
  public RequestCaller(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Authenticates a request. */
  public void handle(RoutingContext context) {
    var authorization = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    CALLER.put(context, authenticator.caller(authorization));
    context.next();
  }

  /** Returns the id of the API key of a request; null if it has no valid one. */
  public static @Nullable String keyId(RoutingContext context) {
    var caller = CALLER.find(context);
    return caller == null ? null : caller.keyId();
  }

  /** Returns who sent a request that has passed {@link #handle}. */
  public static Caller of(RoutingContext context) {
    return CALLER.get(context);
  }
}
