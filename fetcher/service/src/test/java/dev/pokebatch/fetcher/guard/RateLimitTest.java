package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  private final TestScheduler time = new TestScheduler();
  private final List<String> asked = new ArrayList<>();
  private Future<Document> answer = Future.succeededFuture(document(1));
  private final Fetch upstream =
      call -> {
        asked.add(call.path().rest());
        return answer;
      };

  @Test
  void aBurstGoesAtOnceAndTheRestInOrderAtTheRate() {
    var limit = limit(100, 3);
    var got = ask(limit, 8);

    assertThat(asked).containsExactly("0", "1", "2");
    time.pass(10);
    assertThat(asked).hasSize(4);
    time.pass(40);
    assertThat(asked).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(got).allMatch(Future::succeeded);
    assertThat(time.timers()).isZero();
  }

  @Test
  void aLaterCallDoesNotOvertakeTheQueueWhenATokenIsFree() {
    var limit = limit(100, 1);
    ask(limit, 2);
    var waits = limit.get(call("late"));
    time.pass(10);

    assertThat(asked).containsExactly("0", "1");
    assertThat(waits.isComplete()).isFalse();
  }

  @Test
  void aCancelledCallLeavesTheQueueAndTakesNoToken() {
    var limit = limit(100, 1);
    ask(limit, 1);
    var leaves = call("leaves");
    var left = limit.get(leaves);
    limit.get(call("stays"));
    leaves.cancel().cancel();
    time.pass(10);

    assertThat(kindOf(left)).isEqualTo(FailureKind.CANCELLED);
    assertThat(asked).containsExactly("0", "stays");
  }

  @Test
  void aFullQueueRefusesCalls() {
    var limit =
        new RateLimit(time, new TokenBucket(1, 1, time::nanoTime), new QueueCapacity(1), upstream);
    var got = ask(limit, 3);

    assertThat(limit.waiting()).isEqualTo(1);
    assertThat(kindOf(got.get(2))).isEqualTo(FailureKind.OVERLOADED);
  }

  @Test
  void lanesShareTheQueueCapacity() {
    var capacity = new QueueCapacity(3);
    var busy = new RateLimit(time, new TokenBucket(1, 1, time::nanoTime), capacity, upstream);
    var other = new RateLimit(time, new TokenBucket(1, 1, time::nanoTime), capacity, upstream);
    ask(busy, 1 + 3);

    assertThat(busy.waiting()).isEqualTo(3);
    assertThat(kindOf(ask(other, 2).get(1))).isEqualTo(FailureKind.OVERLOADED);
    busy.failWaiting(Failure.of(FailureKind.CIRCUIT_OPEN, "left alone"));
    ask(other, 3);
    assertThat(other.waiting()).isEqualTo(3);
  }

  @Test
  void waitingCallsCanBeFailed() {
    var limit = limit(1, 1);
    var got = ask(limit, 3);
    limit.failWaiting(Failure.of(FailureKind.CIRCUIT_OPEN, "left alone"));

    assertThat(kindOf(got.get(1))).isEqualTo(FailureKind.CIRCUIT_OPEN);
    assertThat(kindOf(got.get(2))).isEqualTo(FailureKind.CIRCUIT_OPEN);
    assertThat(limit.waiting()).isZero();
  }

  @Test
  void withoutARateNothingWaitsWhateverTheUpstreamRefuses() {
    answer = failed(429, 60_000);
    ask(limit(0, 1), 1_000);

    assertThat(asked).hasSize(1_000);
  }

  @Test
  void aClientThatTakesAllTokensLeavesAReserveForOthers() {
    var limit = limit(100, 320);
    ask(limit, 1_000);
    assertThat(asked).hasSize(310);

    limit.get(call("other").ofClient("other"));
    limit.get(call("another").ofClient("another"));
    assertThat(asked).hasSize(312).endsWith("other", "another");
    time.pass(20);
    assertThat(asked).as("the reserve is filled first").hasSize(312);
    time.pass(10);
    assertThat(asked).hasSize(313).endsWith("310");
  }

  @Test
  void clientsThatWaitForTokensTakeTurns() {
    var limit = limit(100, 1);
    ask(limit, 50);
    limit.get(call("other").ofClient("other"));
    time.pass(20);

    assertThat(asked).containsExactly("0", "1", "other");
  }

  @Test
  void processesShareTheRateAndTheBurst() {
    var bucket = new TokenBucket(300, 90, time::nanoTime);
    bucket.shareAmong(3);
    var limit = new RateLimit(time, bucket, new QueueCapacity(1_000), upstream);
    ask(limit, 1_000);

    assertThat(asked).hasSize(30);
    time.pass(1_000);
    assertThat(asked).hasSize(30 + 100);
    bucket.shareAmong(1);
    time.pass(1_000);
    assertThat(asked.size()).isBetween(30 + 100 + 299, 30 + 100 + 301);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 500})
  void aFailureHoldsNobodyElseWhateverItAsksFor(int status) {
    answer = failed(status, 60_000);
    ask(limit(1_000, 1_000), 20);

    assertThat(asked).hasSize(20);
  }

  private RateLimit limit(int rate, int burst) {
    return new RateLimit(
        time, new TokenBucket(rate, burst, time::nanoTime), new QueueCapacity(10_000), upstream);
  }

  private static List<Future<Document>> ask(RateLimit limit, int times) {
    var got = new ArrayList<Future<Document>>();
    for (var i = 0; i < times; i++) {
      got.add(limit.get(call(String.valueOf(i))));
    }
    return got;
  }

  private static Future<Document> failed(int status, long retryAfterMs) {
    var kind = status < 500 ? FailureKind.UPSTREAM_REJECTED : FailureKind.UPSTREAM_ERROR;
    var failure = new Failure(kind, "as the test says", status, retryAfterMs, List.of(), "");
    return Future.failedFuture(new FetchException(failure, Effort.ofRequest(100, 0)));
  }
}
