package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyLimitTest {

  private final TestTime time = new TestTime();
  private final Upstream upstream = new Upstream();

  @Test
  void whereNoPermitIsLeftAndNoPlaceItRefusesAtOnce() {
    var guarded = limit(1, 1, 0);
    guarded.get(call("pikachu"));

    assertThat(kindOf(guarded.get(call("ditto")))).isEqualTo(FailureKind.OVERLOADED);
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void whoWaitsGoesInTheOrderInWhichItCame() {
    var guarded = limit(1, 1, 2);
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
    var guarded = limit(1, 1, 1);
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
    var guarded = limit(1, 1, 0);
    for (var i = 0; i < 10; i += 2) {
      guarded.get(call("a"));
      upstream.answer(i, document(1));
      guarded.get(call("b"));
      upstream.fail(i + 1, FailureKind.CANCELLED);
    }

    assertThat(upstream.calls()).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({"UPSTREAM_TIMEOUT, 0", "UPSTREAM_REJECTED, 429", "UPSTREAM_ERROR, 503"})
  void whatTheUpstreamCannotBearTakesATenthOfThePermits(FailureKind kind, int status) {
    var guarded = limit(8, 100, 1_000);
    lose(guarded, 1, Failure.answered(kind, "as the test says", status));

    assertThat(atOnce(guarded)).isEqualTo(90);
  }

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 404", "UPSTREAM_ERROR, 500", "UPSTREAM_UNREACHABLE, 0", "CANCELLED, 0"})
  void otherFailuresTakeNone(FailureKind kind, int status) {
    var guarded = limit(8, 100, 1_000);
    lose(guarded, 1, Failure.answered(kind, "as the test says", status));

    assertThat(atOnce(guarded)).isEqualTo(100);
  }

  @Test
  void whatIsLostTogetherCountsOnce() {
    var guarded = limit(8, 100, 1_000);
    lose(guarded, 50, Failure.answered(FailureKind.UPSTREAM_REJECTED, "slow down", 429));

    assertThat(atOnce(guarded)).isEqualTo(90);
  }

  @Test
  void thereAreAlwaysSomeLeftAndTheyGrowBack() {
    var guarded = limit(8, 100, 1_000);
    for (var i = 0; i < 50; i++) {
      lose(guarded, 1, Failure.answered(FailureKind.UPSTREAM_REJECTED, "slow down", 429));
      time.pass(1);
    }
    assertThat(atOnce(guarded)).isEqualTo(8);

    answerFrom(upstream.calls().size() - 8);
    var first = upstream.calls().size();
    assertThat(atOnce(guarded)).isGreaterThan(50);
    answerFrom(first);
    assertThat(atOnce(guarded)).isEqualTo(100);
  }

  @Test
  void anAnswerThatTakesItsTimeIsNoLoss() {
    var guarded = limit(8, 100, 1_000);
    guarded.get(call("slow"));
    time.pass(3_600_000);
    upstream.answer(0, document(1));

    assertThat(atOnce(guarded)).isEqualTo(100);
  }

  private ConcurrencyLimit limit(int least, int most, int places) {
    return new ConcurrencyLimit(AdaptivePermits.between(least, most), places, time, upstream);
  }

  /** So many calls, under way at the same time, all fail. */
  private void lose(ConcurrencyLimit guarded, int count, Failure failure) {
    var first = upstream.calls().size();
    for (var i = 0; i < count; i++) {
      guarded.get(call("lost"));
    }
    for (var i = 0; i < count; i++) {
      time.pass(1);
      upstream.fail(first + i, failure);
    }
  }

  /** Answers that call, what came after it, and what waited. */
  private void answerFrom(int first) {
    for (var i = first; i < upstream.calls().size(); i++) {
      upstream.answer(i, document(1));
    }
  }

  /** How many of 100 are let through at once; they stay under way, and the rest waits. */
  private int atOnce(ConcurrencyLimit guarded) {
    var before = upstream.calls().size();
    for (var i = 0; i < 100; i++) {
      guarded.get(call("x" + i));
    }
    return upstream.calls().size() - before;
  }
}
