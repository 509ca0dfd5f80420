package dev.pokebatch.gateway.http.response;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Answers a request once something asynchronous has ended. */
public final class AsyncResponse {

  private AsyncResponse() {}

  /**
   * Answers with the result. If there is none, or if answering throws, the request fails: a client
   * never waits for an answer that nobody gives.
   */
  public static <T> void answer(
      RoutingContext context, Future<T> result, Consumer<? super T> answer) {
    result
        .map(
            value -> {
              answer.accept(value);
              return value;
            })
        .onFailure(context::fail);
  }
}
