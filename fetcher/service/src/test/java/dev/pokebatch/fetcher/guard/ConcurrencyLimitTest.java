package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyLimitTest {

  private final TestScheduler time = new TestScheduler();
  private final Upstream upstream = new Upstream();

  @Test
  void withoutAPermitAndWithAFullQueueACallIsRefused() {
    var guarded = limit(1, 0);
    guarded.get(call("pikachu"));

    assertThat(kindOf(guarded.get(call("ditto")))).isEqualTo(FailureKind.OVERLOADED);
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void waitingCallsAreServedInOrder() {
    var guarded = limit(1, 2);
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
  void aCancelledCallLeavesTheQueue() {
    var guarded = limit(1, 1);
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
  void everyOutcomeReturnsThePermit() {
    var guarded = limit(1, 0);
    for (var i = 0; i < 10; i += 2) {
      guarded.get(call("a"));
      upstream.answer(i, document(1));
      guarded.get(call("b"));
      upstream.fail(i + 1, FailureKind.CANCELLED);
    }

    assertThat(upstream.calls()).hasSize(10);
  }

  @Test
  void lanesShareThePermitsAndTheQueue() {
    var permits = Permits.fixed(1, new QueueCapacity(2), time::nanoTime);
    var one = new ConcurrencyLimit(permits, Runnable::run, upstream);
    var other = new ConcurrencyLimit(permits, task -> time.after(0, task), upstream);
    one.get(call("a"));
    other.get(call("b"));
    one.get(call("c"));
    assertThat(kindOf(other.get(call("d")))).isEqualTo(FailureKind.OVERLOADED);

    upstream.answer(0, document(1));
    assertThat(asked()).as("b begins on its own lane").containsExactly("a");
    time.pass(1);
    assertThat(asked()).containsExactly("a", "b");
    upstream.answer(1, document(1));
    assertThat(asked()).as("a lane is not left out").contains("c");
  }

  @Test
  void aCallCancelledWhileItsPermitArrivesReturnsIt() {
    var permits = Permits.fixed(1, new QueueCapacity(2), time::nanoTime);
    var one = new ConcurrencyLimit(permits, Runnable::run, upstream);
    var other = new ConcurrencyLimit(permits, task -> time.after(0, task), upstream);
    var leaves = call("b");
    one.get(call("a"));
    other.get(leaves);
    one.get(call("c"));
    upstream.answer(0, document(1));
    leaves.cancel().cancel();
    time.pass(1);

    assertThat(asked()).containsExactly("a", "c");
  }

  @ParameterizedTest
  @CsvSource({"UPSTREAM_REJECTED, 403", "UPSTREAM_REJECTED, 429", "UPSTREAM_ERROR, 503"})
  void whatIsRefusedTogetherLeavesAsManyPermitsAsWereAccepted(FailureKind kind, int status) {
    var guarded = adaptive();
    atOnce(guarded, 101); // one call waits and goes on when it can
    for (var i = 10; i < 100; i++) {
      upstream.fail(i, Failure.answered(kind, "as the test says", status));
    }
    for (var i = 0; i < 10; i++) {
      upstream.answer(i, document(1));
    }

    assertThat(atOnce(guarded, 100)).isEqualTo(10 - 1);
  }

  @Test
  void theWithheldPermitOfARefusedRequestIsFreedOnceLearnedFrom() {
    var guarded = adaptive();
    atOnce(guarded, 200);
    for (var i = 10; i < 100; i++) {
      upstream.fail(i, Failure.answered(FailureKind.UPSTREAM_REJECTED, "as the test says", 429));
    }
    assertThat(upstream.calls()).as("none of those that wait is refused, too").hasSize(100);
    for (var i = 0; i < 10; i++) {
      upstream.answer(i, document(1));
    }

    assertThat(upstream.calls()).hasSize(110);
  }

  @Test
  void aLateRefusalWithholdsNoPermit() {
    var guarded = adaptive();
    atOnce(guarded, 100);
    time.pass(1_001);
    guarded.get(call("waits"));
    for (var i = 0; i < 100; i++) {
      upstream.fail(i, Failure.answered(FailureKind.UPSTREAM_REJECTED, "as the test says", 429));
    }

    assertThat(atOnce(guarded, 100)).isEqualTo(99);
  }

  @Test
  void aTimeoutLowersTheLimitByATenth() {
    var guarded = adaptive();
    atOnce(guarded, 2);
    upstream.fail(0, FailureKind.UPSTREAM_TIMEOUT);

    assertThat(atOnce(guarded, 100)).isEqualTo(90 - 1);
  }

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 404", "UPSTREAM_ERROR, 500", "UPSTREAM_UNREACHABLE, 0", "CANCELLED, 0"})
  void otherFailuresTakeNone(FailureKind kind, int status) {
    var guarded = adaptive();
    atOnce(guarded, 50);
    for (var i = 0; i < 50; i++) {
      upstream.fail(i, Failure.answered(kind, "as the test says", status));
    }

    assertThat(atOnce(guarded, 100)).isEqualTo(100);
  }

  @Test
  void aClientThatTakesAllPermitsItCanLeavesSomeForOthers() {
    var guarded = limit(64, 1_000);
    for (var i = 0; i < 100; i++) {
      guarded.get(call("many" + i).ofClient("many"));
    }
    assertThat(upstream.calls()).as("all but the reserve").hasSize(62);

    guarded.get(call("other").ofClient("other"));
    assertThat(asked()).as("nothing has been answered").endsWith("other");

    upstream.answer(0, document(1));
    assertThat(asked()).as("the reserve is filled first").endsWith("other");
    upstream.answer(1, document(1));
    assertThat(asked()).endsWith("many62");
  }

  @Test
  void whileTheUpstreamAcceptsFewerRequestsThereIsNoReserve() {
    var guarded = adaptive();
    for (var i = 0; i < 100; i++) {
      guarded.get(call("many" + i).ofClient("many"));
    }
    assertThat(upstream.calls()).as("all but the reserve").hasSize(97);
    for (var i = 96; i >= 40; i--) {
      upstream.fail(i, Failure.answered(FailureKind.OVERLOADED, "too many", 429));
    }
    for (var i = 0; i < 39; i++) {
      upstream.answer(i, document(1));
    }
    for (var i = 100; i < 200; i++) {
      guarded.get(call("many" + i).ofClient("many"));
    }
    assertThat(upstream.calls().size() - 57 - 39).as("in flight").isEqualTo(40);
  }

  private ConcurrencyLimit adaptive() {
    return new ConcurrencyLimit(
        Permits.upTo(100, new QueueCapacity(1_000), time::nanoTime, (sentAt, explained) -> {}),
        Runnable::run,
        upstream);
  }

  private ConcurrencyLimit limit(int permits, int capacity) {
    return new ConcurrencyLimit(
        Permits.fixed(permits, new QueueCapacity(capacity), time::nanoTime),
        Runnable::run,
        upstream);
  }

  private List<String> asked() {
    return upstream.calls().stream().map(call -> call.path().rest()).toList();
  }

  /** How many of these calls are let through at once; they stay in flight, and the rest waits. */
  private int atOnce(ConcurrencyLimit guarded, int calls) {
    var before = upstream.calls().size();
    for (var i = 0; i < calls; i++) {
      guarded.get(call("x" + i));
    }
    return upstream.calls().size() - before;
  }
}
