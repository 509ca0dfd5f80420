package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import org.junit.jupiter.api.Test;

class BulkheadTest {

  private final Upstream upstream = new Upstream();

  @Test
  void aFullBulkheadRefusesAtOnce() {
    var guarded = new Bulkhead(1, 0, upstream);
    guarded.get(call("pikachu"));

    assertThat(kindOf(guarded.get(call("ditto")))).isEqualTo(FailureKind.OVERLOADED);
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void whoWaitsGoesInTheOrderInWhichItCame() {
    var guarded = new Bulkhead(1, 2, upstream);
    guarded.get(call("a"));
    var second = guarded.get(call("b"));
    var third = guarded.get(call("c"));

    upstream.answer(0, document(1));
    assertThat(upstream.calls()).extracting(c -> c.path().rest()).containsExactly("a", "b");
    upstream.fail(1, FailureKind.UPSTREAM_ERROR);
    upstream.answer(2, document(1));

    assertThat(kindOf(second)).isEqualTo(FailureKind.UPSTREAM_ERROR);
    assertThat(third.succeeded()).isTrue();
  }

  @Test
  void aWaitingCallThatIsCancelledGivesUpItsPlace() {
    var guarded = new Bulkhead(1, 1, upstream);
    guarded.get(call("a"));
    var leaves = call("b");
    var left = guarded.get(leaves);

    leaves.cancel().cancel();

    assertThat(kindOf(left)).isEqualTo(FailureKind.CANCELLED);
    assertThat(guarded.get(call("c")).isComplete()).as("the place is free again").isFalse();
    upstream.answer(0, document(1));
    assertThat(upstream.calls()).extracting(c -> c.path().rest()).containsExactly("a", "c");
  }

  @Test
  void everyEndGivesThePermitBack() {
    var guarded = new Bulkhead(1, 0, upstream);
    for (var i = 0; i < 10; i += 2) {
      guarded.get(call("a"));
      upstream.answer(i, document(1));
      guarded.get(call("b"));
      upstream.fail(i + 1, FailureKind.CANCELLED);
    }

    assertThat(upstream.calls()).hasSize(10);
  }
}
