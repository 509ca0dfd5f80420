package dev.pokebatch.gateway.http.response;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Answers a request when an asynchronous result is available. */
public final class AsyncResponse {

  private AsyncResponse() {}

  /**
   * Answers with the result. If the future fails, or the answer throws, the request fails: a client
   * never waits for an answer that does not come.
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
