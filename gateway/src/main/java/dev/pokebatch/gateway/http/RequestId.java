package dev.pokebatch.gateway.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names each request, by the client's name for it or one of ours, and says so in the answer. */
final class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private RequestId() {}

  static void handle(RoutingContext context) {
    var given = context.request().getHeader(HEADER);
    var id =
        given != null && ACCEPTED.matcher(given).matches() ? given : UUID.randomUUID().toString();
    context.response().putHeader(HEADER, id);
    context.next();
  }
}
