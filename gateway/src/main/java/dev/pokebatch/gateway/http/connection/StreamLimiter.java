package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.http.admission.PermitPool;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds how many HTTP/2 requests are open, in total and for each client. A request is open until
 * its client has read the answer, so that neither clients that send nothing nor those that read
 * nothing collect more of them than connections of HTTP/1. Excess ones are refused before they are
 * processed; clients may repeat them (RFC 9113, section 8.7).
 */
public final class StreamLimiter {

  private static final long REFUSED_STREAM = 0x7;

  private final PermitPool permits;

  /**
   * @param permits the process's permits for HTTP/2 requests
   */
  public StreamLimiter(PermitPool permits) {
    this.permits = permits;
  }

  /** Needs the client of the request. */
  public void handle(RoutingContext context) {
    var client = RequestClient.of(context);
    if (context.request().version() != HttpVersion.HTTP_2) {
      context.next();
    } else if (permits.tryAcquire(client)) {
      RequestEnd.addOnClose(context, () -> permits.release(client));
      context.next();
    } else {
      context.response().reset(REFUSED_STREAM);
    }
  }
}
