package dev.pokebatch.gateway.http.context;

import dev.pokebatch.process.log.RequestFields;
import dev.pokebatch.process.log.RequestLocal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives each request an id, the client's {@code X-Request-Id} or a new one, and sends it in the
 * response.
 */
public final class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private static final ContextKey<String> ID = new ContextKey<>(RequestId.class, "id");

  private RequestId() {}

  /** Returns the id of a request that has passed {@link #handle}. */
  public static String of(RoutingContext context) {
    return ID.get(context);
  }

  /** Returns the id of a request that has passed {@link #name}, by its response. */
  public static String of(HttpServerResponse response) {
    return response.headers().get(HEADER);
  }

  public static void handle(RoutingContext context) {
    name(context.request());
    var id = of(context.response());
    ID.put(context, id);
    RequestLocal.put(new RequestFields(id, "", ""));
    context.addHeadersEndHandler(head -> withdraw(context.response().headers()));
    context.next();
  }

  /**
   * Removes the id from a response that a shared cache may give to other clients. (A response that
   * a cache has to revalidate gets the id of the request that revalidates it.)
   */
  private static void withdraw(MultiMap headers) {
    var caching = headers.get(HttpHeaders.CACHE_CONTROL);
    if (caching != null && caching.contains("public")) {
      headers.remove(HEADER);
    }
  }

  /** Sets the id of a request that may not have passed a route; later calls do nothing. */
  public static void name(HttpServerRequest request) {
    if (request.response().headers().contains(HEADER)) {
      return;
    }
    var given = request.getHeader(HEADER);
    var id = given != null && ACCEPTED.matcher(given).matches() ? given : another();
    request.response().putHeader(HEADER, id);
  }

  /** Returns a new id. */
  public static String another() {
    return UUID.randomUUID().toString();
  }
}
