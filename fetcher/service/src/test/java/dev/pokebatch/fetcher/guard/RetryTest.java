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
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  private final TestScheduler time = new TestScheduler();
  private final List<FetchCall> asked = new ArrayList<>();
  private final RetryBudget budget = new RetryBudget(100);

  @Test
  void transientFailuresAreRetriedAndEveryAttemptIsCounted() {
    var got = got(retry(4, failing(2, answered(FailureKind.UPSTREAM_ERROR, 503))));

    assertThat(got.result().effort()).isEqualTo(new Effort(3, 3, 2, 300, 3));
  }

  @Test
  void afterTheLastAttemptTheFailureCarriesTheWholeEffort() {
    var got = got(retry(3, failing(9, answered(FailureKind.UPSTREAM_REJECTED, 429))));

    assertThat(kindOf(got)).isEqualTo(FailureKind.UPSTREAM_REJECTED);
    assertThat(((FetchException) got.cause()).effort()).isEqualTo(new Effort(3, 3, 2, 300, 3));
    assertThat(asked).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
  void aStatusThatSaysNothingOfTheDocumentMayPass(int status) {
    var kind = status < 500 ? FailureKind.UPSTREAM_REJECTED : FailureKind.UPSTREAM_ERROR;

    assertThat(got(retry(2, failing(1, answered(kind, status)))).succeeded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 501, 505, 525})
  void anyOtherStatusWillNot(int status) {
    var kind =
        status < 500 && status >= 400 ? FailureKind.UPSTREAM_REJECTED : FailureKind.UPSTREAM_ERROR;

    assertThat(kindOf(got(retry(2, failing(1, answered(kind, status)))))).isEqualTo(kind);
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UPSTREAM_UNREACHABLE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_CUT_OFF",
        "UPSTREAM_INVALID_BODY"
      },
      mode = EnumSource.Mode.INCLUDE)
  void brokenConnectionsTimeoutsAndInvalidBodiesMayPass(FailureKind kind) {
    assertThat(got(retry(2, failing(1, Failure.of(kind, "as the test says")))).succeeded())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UPSTREAM_UNREACHABLE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_CUT_OFF",
        "UPSTREAM_INVALID_BODY"
      },
      mode = EnumSource.Mode.EXCLUDE)
  void noOtherKindOfFailureDoes(FailureKind kind) {
    assertThat(kindOf(got(retry(2, failing(1, Failure.of(kind, "as the test says"))))))
        .isEqualTo(kind);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aCallWithAFallbackIsNotRetried() {
    var gone = Failure.of(FailureKind.UPSTREAM_UNREACHABLE, "gone");
    var got = retry(9, failing(1, gone)).get(call("pikachu").withFallback());

    assertThat(kindOf(got)).isEqualTo(FailureKind.UPSTREAM_UNREACHABLE);
    assertThat(asked).hasSize(1);
    assertThat(time.timers()).isZero();
  }

  @Test
  void noRetryIsPlannedBeyondTheCallersTime() {
    var retry = retry(9, failing(9, asking(3_000)));
    var got = retry.get(call("pikachu", 7_000));
    time.pass(6_000);

    assertThat(kindOf(got)).isEqualTo(FailureKind.UPSTREAM_ERROR);
    assertThat(asked).as("at 0, 3 and 6 seconds").hasSize(3);
    assertThat(time.timers()).isZero();
  }

  @Test
  void retryAfterSetsTheWait() {
    var got = retry(2, failing(1, asking(3_000))).get(call("pikachu"));

    time.pass(2_999);
    assertThat(asked).hasSize(1);
    time.pass(1);
    assertThat(got.succeeded()).isTrue();
  }

  @Test
  void theBackoffGrowsToASecondWithFullJitter() {
    var max = new ArrayList<Long>();
    var failing = failing(9, answered(FailureKind.UPSTREAM_ERROR, 500));
    var retry =
        new Retry(
            time,
            7,
            budget,
            limit -> {
              max.add(limit);
              return limit - 1;
            },
            failing);

    retry.get(call("pikachu"));
    time.pass(100 + 200 + 400 + 800 + 1_000 + 999);
    assertThat(asked).hasSize(6);
    time.pass(1);

    assertThat(asked).hasSize(7);
    assertThat(max).startsWith(100L, 200L, 400L, 800L, 1_000L, 1_000L);
  }

  @Test
  void aCancelledCallIsNotRetried() {
    var call = call("pikachu");
    var got = retry(4, failing(1, asking(9_000))).get(call);
    call.cancel().cancel();

    assertThat(kindOf(got)).isEqualTo(FailureKind.CANCELLED);
    assertThat(((FetchException) got.cause()).effort().requests()).isEqualTo(1);
    assertThat(time.timers()).isZero();
    assertThat(asked).hasSize(1);
  }

  @Test
  void inTheLongRunRetriesAreATenthOfTheRequests() {
    var failing = failing(Integer.MAX_VALUE, answered(FailureKind.UPSTREAM_ERROR, 500));
    var retry = new Retry(time, 4, new RetryBudget(5), max -> 0, failing);
    for (var i = 0; i < 1_000; i++) {
      got(retry);
    }
    assertThat(asked.size()).isBetween(1_000 + 100, 1_000 + 105);
  }

  @Test
  void refusalsDoNotUseTheRetryBudget() {
    var refusing = failing(500, answered(FailureKind.UPSTREAM_REJECTED, 429));
    var retry = new Retry(time, 501, new RetryBudget(0), max -> 0, refusing);

    assertThat(got(retry).succeeded()).isTrue();
  }

  @Test
  void withThirtyPercentFailuresAThousandDocumentsAllArrive() {
    var random = new Random(1);
    Fetch fails =
        call -> {
          asked.add(call);
          return random.nextInt(10) < 3
              ? Future.failedFuture(
                  FetchException.of(FailureKind.UPSTREAM_UNREACHABLE, "as the test says"))
              : Future.succeededFuture(document(1));
        };
    var retry = new Retry(time, 10, new RetryBudget(RetryBudget.RESERVE), max -> 0, fails);
    for (var i = 0; i < 1_000; i++) {
      assertThat(got(retry).succeeded()).isTrue();
    }
    assertThat(asked).hasSizeLessThanOrEqualTo(1_500);
  }

  private Retry retry(int tries, Fetch next) {
    return new Retry(time, tries, budget, max -> 0, next);
  }

  private Future<Document> got(Fetch retry) {
    var got = retry.get(call("pikachu"));
    time.pass(1_000);
    assertThat(got.isComplete()).isTrue();
    return got;
  }

  private Fetch failing(int times, Failure failure) {
    return call -> {
      asked.add(call);
      return asked.size() <= times
          ? Future.failedFuture(new FetchException(failure, Effort.ofRequest(100, 1)))
          : Future.succeededFuture(document(1));
    };
  }

  private static Failure answered(FailureKind kind, int status) {
    return Failure.answered(kind, "as the test says", status);
  }

  private static Failure asking(long waitMs) {
    return new Failure(FailureKind.UPSTREAM_ERROR, "as the test says", 503, waitMs, List.of(), "");
  }
}
