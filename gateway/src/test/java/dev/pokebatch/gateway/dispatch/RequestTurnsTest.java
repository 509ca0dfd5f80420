package dev.pokebatch.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RequestTurnsTest {

  private static final int MANY = 10 * RequestTurns.MOST;
  private static final int FEW = RequestTurns.MOST / 4;

  private final RequestTurns turns = new RequestTurns();
  private final List<String> order = new ArrayList<>();

  /** Each reply leads to the next request, as those of a large batch do. */
  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // it does not fail
  void whatIsDueRunsBetweenTheTurnsOfALargeBatch(Vertx vertx, VertxTestContext test) {
    onLoop(
            vertx,
            (context, done) -> {
              ((ContextInternal) context)
                  .nettyEventLoop()
                  .schedule(() -> order.add("due"), 0, TimeUnit.NANOSECONDS);
              new Batch(context, ClientId.GATEWAY, "large", MANY, done).request();
            })
        .onComplete(
            test.succeeding(
                sent ->
                    test.verify(
                        () -> {
                          assertThat(sent).hasSize(MANY + 1);
                          assertThat(sent.indexOf("due")).isLessThanOrEqualTo(RequestTurns.MOST);
                          test.completeNow();
                        })));
  }

  @Test
  void clientsTakeTurns(Vertx vertx, VertxTestContext test) {
    onLoop(
            vertx,
            (context, done) -> {
              new Batch(context, ClientId.GATEWAY, "large", MANY, Promise.promise()).request();
              new Batch(context, new ClientId("another"), "small", FEW, done).request();
            })
        .onComplete(
            test.succeeding(
                sent ->
                    test.verify(
                        () -> {
                          assertThat(sent).hasSizeLessThanOrEqualTo(2 * RequestTurns.MOST);
                          test.completeNow();
                        })));
  }

  private static Future<List<String>> onLoop(Vertx vertx, Start start) {
    Promise<List<String>> done = Promise.promise();
    var context = vertx.getOrCreateContext();
    context.runOnContext(here -> start.with(context, done));
    return done.future();
  }

  private interface Start {
    void with(Context context, Promise<List<String>> done);
  }

  private final class Batch {
    private final Context context;
    private final ClientId client;
    private final String name;
    private final Promise<List<String>> done;
    private int left;

    private Batch(
        Context context, ClientId client, String name, int documents, Promise<List<String>> done) {
      this.context = context;
      this.client = client;
      this.name = name;
      this.left = documents;
      this.done = done;
    }

    private void request() {
      if (left == 0) {
        done.complete(List.copyOf(order));
      } else if (turns.of(client).take(context, this, this::send)) {
        send();
      }
    }

    private void send() {
      order.add(name);
      left--;
      context.runOnContext(reply -> request());
    }
  }
}
