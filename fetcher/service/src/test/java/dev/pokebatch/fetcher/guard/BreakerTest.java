package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {

  private static final GuardConfig CONFIG =
      new GuardConfig(1, 0, 1, 50, Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final SetClock clock = new SetClock();
  private final Circuit circuit = new Circuit(CONFIG, clock);
  private final AtomicInteger asked = new AtomicInteger();
  private Future<Document> answer = Future.succeededFuture(document(1));
  private final Breaker breaker =
      new Breaker(
          circuit,
          call -> {
            asked.incrementAndGet();
            return answer;
          });

  @Test
  void ifHalfOfAHundredFailTheRestIsRefusedWithARetryTime() {
    ask(50);
    fail(50, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));
    asked.set(0);
    clock.pass(1_000);
    var refused = breaker.get(call("pikachu"));

    assertThat(kindOf(refused)).isEqualTo(FailureKind.CIRCUIT_OPEN);
    assertThat(((FetchException) refused.cause()).failure().retryAfterMs()).isEqualTo(4_000);
    assertThat(asked).hasValue(0);
  }

  @Test
  void thirtyPercentFailuresDoNotOpenIt() {
    for (var i = 0; i < 100; i++) {
      ask(7);
      fail(3, Failure.of(FailureKind.UPSTREAM_CUT_OFF, "cut"));
    }
    assertThat(asked).hasValue(1_000);
  }

  @Test
  void aFewFailuresDoNotOpenIt() {
    fail(99, Failure.of(FailureKind.UPSTREAM_TIMEOUT, "late"));

    assertThat(asked).hasValue(99);
    assertThat(isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "UPSTREAM_UNREACHABLE, 0, true",
    "UPSTREAM_TIMEOUT, 0, true",
    "UPSTREAM_CUT_OFF, 0, true",
    "UPSTREAM_ERROR, 500, true",
    "UPSTREAM_ERROR, 503, true",
    "UPSTREAM_ERROR, 301, false",
    "UPSTREAM_REJECTED, 429, false",
    "UPSTREAM_REJECTED, 403, false",
    "NOT_FOUND, 404, false",
    "UPSTREAM_INVALID_BODY, 200, false",
    "OVERLOADED, 0, false",
    "CANCELLED, 0, false",
  })
  void onlyAnUpstreamThatIsNotItselfOpensIt(FailureKind kind, int status, boolean opens) {
    fail(600, Failure.answered(kind, "as the test says", status));

    assertThat(isOpen()).isEqualTo(opens);
  }

  @Test
  void slowRequestsOpenItToo() {
    answer = Future.succeededFuture(taking(2_001));
    ask(100);

    assertThat(isOpen()).isTrue();
  }

  @Test
  void waitingInOurQueuesIsNotSlowness() {
    var upstream = new Upstream();
    var waits = new Breaker(circuit, upstream);
    for (var i = 0; i < 100; i++) {
      waits.get(call("pikachu"));
    }
    clock.pass(60_000);
    for (var i = 0; i < 100; i++) {
      upstream.answer(i, taking(100));
    }

    assertThat(isOpen()).isFalse();
  }

  @Test
  void successfulProbesCloseIt() {
    open();
    clock.pass(5_001);
    var upstream = new Upstream();
    var probing = new Breaker(circuit, upstream);
    for (var i = 0; i < 12; i++) {
      probing.get(call("p" + i));
    }
    assertThat(upstream.calls()).hasSize(10);

    for (var i = 0; i < 10; i++) {
      upstream.answer(i, taking(100));
    }
    ask(20);
    assertThat(isOpen()).isFalse();
  }

  @Test
  void failedProbesReopenIt() {
    open();
    clock.pass(5_001);
    answer = Future.failedFuture(FetchException.of(FailureKind.UPSTREAM_UNREACHABLE, "still gone"));
    ask(10);
    asked.set(0);

    assertThat(isOpen()).isTrue();
    assertThat(asked).hasValue(0);
  }

  @Test
  void aCancelledProbeIsReplacedByAnother() {
    open();
    clock.pass(5_001);
    fail(100, Failure.of(FailureKind.CANCELLED, "gone"));
    answer = Future.succeededFuture(document(1));
    ask(10);

    assertThat(isOpen()).isFalse();
  }

  @Test
  void callsFromBeforeItOpenedDoNotCountAsProbes() {
    Promise<Document> late = Promise.promise();
    answer = late.future();
    ask(50);
    open();
    clock.pass(5_001);
    ask(1);
    late.fail(FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "late"));
    answer = Future.succeededFuture(document(1));
    ask(9);

    assertThat(isOpen()).as("one probe of ten was late").isFalse();
  }

  @Test
  void outcomesAreDiscardedAfterAnIdleMinute() {
    fail(99, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));
    clock.pass(60_000);
    fail(99, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));

    assertThat(isOpen()).isFalse();
    fail(1, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));
    assertThat(isOpen()).isTrue();
  }

  @Test
  void slowButSteadyOutcomesAreNotDiscarded() {
    for (var i = 0; i < 100; i++) {
      clock.pass(59_000);
      fail(1, Failure.of(FailureKind.UPSTREAM_TIMEOUT, "late"));
    }

    assertThat(isOpen()).isTrue();
  }

  @Test
  void a429DoesNotExtendTheLifeOfEarlierOutcomes() {
    fail(99, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));
    for (var i = 0; i < 3; i++) {
      clock.pass(30_000);
      fail(1, Failure.answered(FailureKind.UPSTREAM_REJECTED, "too many", 429));
    }
    fail(1, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));

    assertThat(isOpen()).isFalse();
  }

  @Test
  void anOpenCircuitStaysOpenWhileIdle() {
    open();
    clock.pass(3_600_000);
    answer = Future.failedFuture(FetchException.of(FailureKind.UPSTREAM_UNREACHABLE, "still gone"));
    asked.set(0);
    ask(20);

    assertThat(asked).as("probes").hasValue(10);
  }

  @Test
  void listenersAreCalledWhenItOpens() {
    var told = new AtomicInteger();
    circuit.onOpen(told::incrementAndGet);
    open();

    assertThat(told).hasValue(1);
  }

  private void open() {
    fail(100, Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone"));
    assertThat(isOpen()).isTrue();
  }

  private boolean isOpen() {
    answer = Future.failedFuture(FetchException.of(FailureKind.CANCELLED, "only looking"));
    return kindOf(breaker.get(call("x"))) == FailureKind.CIRCUIT_OPEN;
  }

  private void fail(int times, Failure failure) {
    var before = answer;
    answer = Future.failedFuture(new FetchException(failure, Effort.ofRequest(100, 0)));
    ask(times);
    answer = before;
  }

  private void ask(int times) {
    for (var i = 0; i < times; i++) {
      breaker.get(call("pikachu"));
    }
  }

  private static Document taking(double millis) {
    var quick = document(1);
    return new Document(quick.cached(), null, quick.cache(), Effort.ofRequest(millis, 1), null);
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.EPOCH;

    private void pass(long millis) {
      now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
