package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.guard.Retry;
import dev.pokebatch.fetcher.guard.RetryBudget;
import dev.pokebatch.fetcher.guard.TestScheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A flight and its retries live as long as the most patient caller, in simulated time. */
class FlightDeadlineTest {

  private static final long LONGEST_WAIT_MS = 1_000;

  private final TestScheduler time = new TestScheduler();

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /**
   * Callers arrive at any time with any deadline; the upstream fails several times and then
   * answers.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void noCallerFailsEarlyBecauseOfAnother(long seed) {
    var random = new Random(seed);
    var failures = random.nextInt(6);
    var flights = flights(failures, 1 + random.nextInt(100), random.nextInt(2) * 200L);
    var callers = new ArrayList<Caller>();
    for (var left = 1 + random.nextInt(8); left > 0; left--) {
      callers.add(new Caller(flights, 1 + random.nextInt(3_000)));
      time.pass(random.nextInt(300));
    }
    time.pass(10_000);

    assertThat(callers).allMatch(caller -> caller.got.isComplete());
    for (var caller : callers) {
      assertThat(
              caller.got.succeeded()
                  || caller.endedMs >= caller.untilMs
                  || !isWaitedFor(caller, callers))
          .as("seed %s: %s", seed, callers)
          .isTrue();
    }
  }

  /** Whether a caller that is present when the caller's time ends has time for the longest wait. */
  private static boolean isWaitedFor(Caller failed, List<Caller> callers) {
    return callers.stream()
        .filter(caller -> caller.begunMs <= failed.endedMs)
        .anyMatch(caller -> caller.untilMs - failed.endedMs > LONGEST_WAIT_MS);
  }

  @ParameterizedTest
  @CsvSource({"300, 10000", "10000, 300", "50, 5000"})
  void whoJoinsAnImpatientCallerGetsTheDocumentThatItGetsAlone(long leaderMs, long followerMs) {
    var flights = flights(3, 10, 0);
    var leader = new Caller(flights, leaderMs);
    time.pass(20);
    var follower = new Caller(flights, followerMs);
    time.pass(10_000);

    var patient = leaderMs > followerMs ? leader : follower;
    assertThat(patient.got.succeeded()).isTrue();
  }

  /**
   * @param retryAfterMs the {@code Retry-After} of the upstream's failures, or 0
   */
  private Fetch flights(int failures, long latencyMs, long retryAfterMs) {
    var asked = new int[1];
    Fetch upstream =
        call -> {
          Promise<Document> answer = Promise.promise();
          var fails = asked[0]++ < failures;
          time.after(
              latencyMs,
              () -> {
                if (fails) {
                  answer.fail(failure(retryAfterMs));
                } else {
                  answer.complete(document(1));
                }
              });
          return answer.future();
        };
    return new SingleFlight(
        time::nanoTime, new Retry(time, 10, new RetryBudget(100), max -> max - 1, upstream));
  }

  private static FetchException failure(long retryAfterMs) {
    var kind = FailureKind.UPSTREAM_ERROR;
    var failure = new Failure(kind, "as the test says", 503, retryAfterMs, List.of(), "");
    return new FetchException(failure, Effort.ofRequest(1, 0));
  }

  private final class Caller {
    private final long begunMs = nowMs();
    private final long untilMs;
    private final Future<Document> got;
    private long endedMs;

    private Caller(Fetch flights, long budgetMs) {
      var call = call("pikachu", budgetMs);
      this.untilMs = begunMs + budgetMs;
      this.got = flights.get(call);
      time.after(budgetMs, call.cancel()::cancel);
      got.onComplete(done -> endedMs = nowMs());
    }

    private long nowMs() {
      return time.nanoTime() / 1_000_000;
    }

    @Override
    public String toString() {
      return begunMs + " until " + untilMs + " ended at " + endedMs + ": " + got;
    }
  }
}
