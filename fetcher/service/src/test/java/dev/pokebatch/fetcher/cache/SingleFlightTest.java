package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import dev.pokebatch.fetcher.fetch.Document;
import io.vertx.core.Future;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private final Upstream upstream = new Upstream();
  private final SingleFlight flights = new SingleFlight(System::nanoTime, upstream);

  @Test
  void aThousandCallersOfOneDocumentAreOneCall() {
    var got = new ArrayList<Future<Document>>();
    for (var i = 0; i < 1_000; i++) {
      got.add(flights.get(call("pikachu")));
    }
    upstream.answer(0, document(7));

    assertThat(upstream.calls()).hasSize(1);
    assertThat(got).allMatch(Future::succeeded);
    assertThat(got.get(0).result().cache()).isEqualTo(CacheStatus.MISS);
    assertThat(got.subList(1, 1_000))
        .allMatch(follower -> follower.result().cache() == CacheStatus.COLLAPSED)
        .allMatch(follower -> follower.result().effort().equals(Effort.NONE));
  }

  @Test
  void differentDocumentsAreDifferentCalls() {
    flights.get(call("pikachu"));
    flights.get(call("ditto"));

    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void aCallWithoutFallbackDoesNotJoinACallWithOne() {
    flights.get(call("pikachu").withFallback());
    flights.get(call("pikachu"));

    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void aFailureReachesAllCallersAndIsNotCached() {
    var one = flights.get(call("pikachu"));
    var other = flights.get(call("pikachu"));
    upstream.fail(0, FailureKind.UPSTREAM_ERROR);
    var later = flights.get(call("pikachu"));

    assertThat(kindOf(one)).isEqualTo(FailureKind.UPSTREAM_ERROR);
    assertThat(kindOf(other)).isEqualTo(FailureKind.UPSTREAM_ERROR);
    assertThat(later.isComplete()).isFalse();
    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void theFlightIsCancelledOnlyWhenItsLastCallerHasLeft() {
    var leader = call("pikachu");
    var follower = call("pikachu");
    var led = flights.get(leader);
    flights.get(follower);

    leader.cancel().cancel();
    assertThat(kindOf(led)).isEqualTo(FailureKind.CANCELLED);
    assertThat(upstream.calls().get(0).cancel().isCancelled()).isFalse();

    follower.cancel().cancel();
    assertThat(upstream.calls().get(0).cancel().isCancelled()).isTrue();
  }

  @Test
  void aCallAfterACancelledFlightStartsANewOne() {
    var left = call("pikachu");
    flights.get(left);
    left.cancel().cancel();
    var got = flights.get(call("pikachu"));
    upstream.fail(0, FailureKind.CANCELLED);
    upstream.answer(1, document(1));

    assertThat(got.succeeded()).isTrue();
  }
}
