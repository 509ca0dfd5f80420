package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.answer.StreamAnswer;
import io.vertx.ext.web.RoutingContext;

/**
 * A client of server-sent events reconnects when its stream ends, until it receives status 204
 * (WHATWG HTML, section 9.2.3).
 */
public final class FinishedEventStream {

  private FinishedEventStream() {}

  /**
   * Answers 204 if the client's {@code Last-Event-ID} is that of the last event of a stream.
   *
   * @return whether the request has been answered
   */
  public static boolean dismisses(RoutingContext context) {
    var finished = StreamAnswer.END.equals(context.request().getHeader("Last-Event-ID"));
    if (finished) {
      context.response().setStatusCode(204).end();
    }
    return finished;
  }
}
