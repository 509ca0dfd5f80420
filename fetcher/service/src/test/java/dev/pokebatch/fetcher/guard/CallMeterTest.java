package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallMeterTest {

  private final TestScheduler time = new TestScheduler();
  private final Upstream upstream = new Upstream();
  private final CallStats stats = new CallStats();
  private final CallMeter meter = new CallMeter(time, stats, upstream);

  @Test
  void callsAreCountedByCacheStatusAndByFailure() {
    for (var i = 0; i < 4; i++) {
      meter.get(call("pikachu"));
    }
    upstream.answer(0, document(1));
    upstream.answer(1, document(1).joined());
    upstream.fail(2, FailureKind.NOT_FOUND);

    assertThat(stats.snapshot().begun()).isEqualTo(4);
    assertThat(stats.snapshot().counts())
        .isEqualTo(Map.of("miss", 1L, "collapsed", 1L, "not_found", 1L));
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

    var took = Objects.requireNonNull(stats.snapshot().found().get(CacheStatus.MISS));
    assertThat(took.seconds()).isEqualTo(0.005 + 0.006 + 20.006);
    assertThat(took.count()).isEqualTo(3);
    assertThat(took.counts()).hasSize(LatencyHistogram.BOUNDS_MS.size() + 1);
    assertThat(took.counts().get(LatencyHistogram.BOUNDS_MS.indexOf(5))).as("5 ms").isOne();
    assertThat(took.counts().get(LatencyHistogram.BOUNDS_MS.indexOf(10))).as("6 ms").isOne();
    assertThat(took.counts().get(LatencyHistogram.BOUNDS_MS.size())).as("20 s").isOne();
  }

  @Test
  void anUnexpectedExceptionCountsAsInternal() {
    new CallMeter(time, stats, call -> Future.failedFuture(new IllegalStateException("a bug")))
        .get(call("pikachu"));

    assertThat(stats.snapshot().counts()).isEqualTo(Map.of("internal", 1L));
  }
}
