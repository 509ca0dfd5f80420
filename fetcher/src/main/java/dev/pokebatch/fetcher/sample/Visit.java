package dev.pokebatch.fetcher.sample;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** One request until it is answered or its client has left; counted once either way. */
final class Visit {

  private final HttpServerRequest request;
  private final Counters counters;
  private boolean over;
  private Runnable onLeave = () -> {};

  Visit(HttpServerRequest request, Counters counters) {
    this.request = request;
    this.counters = counters;
    var response = request.response();
    response.exceptionHandler(broken -> leave());
    response.closeHandler(closed -> leave());
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  /** The answer is on its way. */
  void answered() {
    if (!over) {
      over = true;
      counters.answered();
    }
  }

  /** Whether there is nobody to answer to any more. */
  boolean hasLeft() {
    return over || response().closed();
  }

  /** Has a timer cancelled if the client leaves. */
  void onLeave(Vertx vertx, long timer) {
    onLeave = () -> vertx.cancelTimer(timer);
  }

  private void leave() {
    onLeave.run();
    if (!over) {
      over = true;
      counters.leftUnanswered();
    }
  }
}
