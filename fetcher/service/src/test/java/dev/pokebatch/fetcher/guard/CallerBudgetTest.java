package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CallerBudgetTest {

  private final Upstream upstream = new Upstream();

  @Test
  void aCallerTimesOutAndItsCallIsCancelled(Vertx vertx) {
    var got = new CallerBudget(vertx, upstream).get(call("pikachu", 20));

    await().until(got::isComplete);
    assertThat(kindOf(got)).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(upstream.calls().get(0).cancel().isCancelled()).isTrue();
  }

  @Test
  void aCancelledCallerCancelsTheGuardedCall(Vertx vertx) {
    var call = call("pikachu");
    new CallerBudget(vertx, upstream).get(call);

    call.cancel().cancel();

    assertThat(upstream.calls().get(0).cancel().isCancelled()).isTrue();
  }

  @Test
  void aDocumentInTimeReachesTheCaller(Vertx vertx) {
    var got = new CallerBudget(vertx, upstream).get(call("pikachu"));
    upstream.answer(0, document(1));

    assertThat(got.succeeded()).isTrue();
  }

  @Test
  void withoutTimeLeftNothingIsRequested(Vertx vertx) {
    var got = new CallerBudget(vertx, upstream).get(call("pikachu", 0));

    assertThat(kindOf(got)).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(upstream.calls()).isEmpty();
  }
}
