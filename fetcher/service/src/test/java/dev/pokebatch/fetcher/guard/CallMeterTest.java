package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.Future;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallMeterTest {

  private final TestScheduler time = new TestScheduler();
  private final Upstream upstream = new Upstream();
  private final CallStats stats = new CallStats(new Metrics());
  private final CallMeter meter = new CallMeter(time, stats, upstream);

  @Test
  void callsAreCountedByCacheStatusAndByFailure() {
    for (var i = 0; i < 4; i++) {
      meter.get(call("pikachu"));
    }
    upstream.answer(0, document(1));
    upstream.answer(1, document(1).joined());
    upstream.fail(2, FailureKind.NOT_FOUND);

    assertThat(stats.counts()).isEqualTo(Map.of("miss", 1L, "collapsed", 1L, "not_found", 1L));
  }

  @Test
  void durationsAreRecorded() {
    for (var i = 0; i < 3; i++) {
      meter.get(call("pikachu"));
    }
    time.pass(5);
    upstream.answer(0, document(1));
    time.pass(1);
    upstream.answer(1, document(1));
    time.pass(20_000);
    upstream.answer(2, document(1));

    var took = stats.durations(CacheStatus.MISS);
    assertThat(took.count()).isEqualTo(3);
    assertThat(took.seconds()).isEqualTo((5 + 6 + 20_006) / 1e3);
    assertThat(took.countsAtMost())
        .as("at most 1, 5, 10, ... ms")
        .containsExactly(0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3);
  }

  @Test
  void anUnexpectedExceptionCountsAsInternal() {
    new CallMeter(time, stats, call -> Future.failedFuture(new IllegalStateException("a bug")))
        .get(call("pikachu"));

    assertThat(stats.counts()).isEqualTo(Map.of("internal", 1L));
  }
}
