package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.answer.StreamAnswer;
import io.vertx.ext.web.RoutingContext;

/**
 * Stops clients of server-sent events from reconnecting after a stream has ended, which takes a
 * status of 204 (WHATWG HTML, section 9.2).
 */
public final class FinishedEventStream {

  private FinishedEventStream() {}

  /**
   * Answers 204 if the client's {@code Last-Event-ID} is that of the last event of a stream.
   *
   * @return whether the request has been answered
   */
  public static boolean answer(RoutingContext context) {
    var finished = StreamAnswer.END.equals(context.request().getHeader("Last-Event-ID"));
    if (finished) {
      context.response().setStatusCode(204).end();
    }
    return finished;
  }
}
