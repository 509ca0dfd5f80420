package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An upstream that accepts only so many concurrent requests and refuses others for a second without
 * saying so: all documents arrive soon, in simulated time.
 */
class FewAtOnceTest {

  private static final int LATENCY_MS = 60;

  private final TestScheduler time = new TestScheduler();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void allDocumentsArriveWithinThreeTimesTheIdealForAnyLimit(long seed) {
    var random = new Random(seed);
    for (var limit = 2; limit <= 50; limit++) {
      var upstream = new Upstream(limit, random);
      var ms = run(upstream, new Load(200, 32, 1 + random.nextInt(4), 1));

      assertThat(ms / upstream.idealMs(200)).as("%s at once", limit).isLessThan(3);
    }
  }

  /**
   * At first many more requests are in flight than the upstream accepts; the test allows a second
   * for these.
   */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void largeBatchesTakeLittleMoreThanASecondBesides(long seed) {
    var random = new Random(seed);
    for (var limit = 2; limit <= 50; limit += 1 + random.nextInt(8)) {
      var upstream = new Upstream(limit, random);
      var ms = run(upstream, new Load(1_000, 256, 2, 1));

      assertThat(ms - 1_000.0).as("%s at once", limit).isLessThan(2 * upstream.idealMs(1_000));
      assertThat(upstream.refused).as("%s at once", limit).isLessThan(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void processesThatKnowNothingOfOneAnotherShareIt(long seed) {
    var random = new Random(seed);
    for (var limit = 2; limit <= 50; limit += 1 + random.nextInt(8)) {
      var upstream = new Upstream(limit, random);
      var ms = run(upstream, new Load(600, 64, 2, 3));

      assertThat(ms / upstream.idealMs(600)).as("%s at once", limit).isLessThan(3);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void afterTheUpstreamTakesMoreThatIsFoundOutSoon(long seed) {
    var upstream = new Upstream(4, new Random(seed));
    var fetcher = new Fetcher(new Load(0, 100, 2, 1), upstream);
    fetcher.get(200);
    upstream.limit = 1_000;
    fetcher.get(1_000);

    assertThat(fetcher.get(1_000)).isLessThan(3 * 1_000 / 100 * LATENCY_MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void whereOneInTwentyIsRefusedByChanceNoOtherRequestWaits(long seed) {
    var upstream = new Upstream(1_000, new Random(seed));
    upstream.refusedByChance = 0.05;
    var fetcher = new Fetcher(new Load(0, 100, 2, 1), upstream);
    var ms = fetcher.get(2_000);

    // Each refusal occupies one of the hundred slots for a second; at the end the other slots are
    // empty.
    var placesMs = 2_000 * LATENCY_MS + upstream.refused * 1_000;
    assertThat(ms).isLessThan(placesMs / 100 * 5 / 4 + fetcher.mostTries * 1_000);
  }

  private long run(Upstream upstream, Load load) {
    return new Fetcher(load, upstream).get(load.documents);
  }

  /**
   * @param concurrency documents in flight at once
   * @param lanes lanes of each process
   */
  private record Load(int documents, int concurrency, int lanes, int processes) {}

  /** The guards of several processes around an upstream. */
  private final class Fetcher {
    private final List<Fetch> lanes = new ArrayList<>();
    private final int concurrency;
    private int left;
    private int inFlight;
    private int failed;
    private int mostTries;

    private Fetcher(Load load, Fetch upstream) {
      this.concurrency = load.concurrency;
      for (var process = 0; process < load.processes; process++) {
        var tokens = new TokenBucket(5_000, 10_000, time::nanoTime);
        tokens.shareAmong(load.processes);
        var permits = Permits.upTo(512, new QueueCapacity(10_000), time::nanoTime, tokens::refused);
        var budget = new RetryBudget(0);
        for (var lane = 0; lane < load.lanes; lane++) {
          Fetch fetch = new ConcurrencyLimit(permits, task -> time.after(0, task), upstream);
          fetch = new RateLimit(time, tokens, new QueueCapacity(10_000), fetch);
          lanes.add(new Retry(time, 10, budget, max -> 0, fetch));
        }
      }
    }

    /** The milliseconds that so many documents take. */
    private long get(int documents) {
      var begunAt = time.nanoTime();
      left = documents;
      next();
      while (left + inFlight > 0) {
        time.pass(1);
      }
      assertThat(failed).isZero();
      return time.millisSince(begunAt);
    }

    private void next() {
      while (left > 0 && inFlight < concurrency) {
        left--;
        inFlight++;
        lanes
            .get(left % lanes.size())
            .get(call("p" + left, 60_000))
            .onComplete(
                done -> {
                  failed += done.failed() ? 1 : 0;
                  mostTries =
                      done.failed()
                          ? mostTries
                          : Math.max(mostTries, done.result().effort().attempts());
                  inFlight--;
                  next();
                });
      }
    }
  }

  private final class Upstream implements Fetch {
    private final Random random;
    private final int refusalMs;
    private int limit;
    private double refusedByChance;
    private int running;
    private int refused;

    private Upstream(int limit, Random random) {
      this.limit = limit;
      this.random = random;
      this.refusalMs = random.nextInt(LATENCY_MS);
    }

    private double idealMs(int documents) {
      return Math.ceil(documents / (double) limit) * LATENCY_MS;
    }

    @Override
    public Future<Document> get(FetchCall call) {
      Promise<Document> answer = Promise.promise();
      time.after(1 + random.nextInt(2), () -> arrived(answer));
      return answer.future();
    }

    private void arrived(Promise<Document> answer) {
      if (running >= limit || random.nextDouble() < refusedByChance) {
        refused++;
        time.after(1 + refusalMs, () -> answer.fail(refusal()));
        return;
      }
      running++;
      time.after(
          LATENCY_MS,
          () -> {
            running--;
            answer.complete(document(1));
          });
    }

    private FetchException refusal() {
      var kind = FailureKind.UPSTREAM_REJECTED;
      return new FetchException(
          new Failure(kind, "as the test says", 429, 1_000, List.of(), ""), Effort.ofRequest(1, 0));
    }
  }
}
