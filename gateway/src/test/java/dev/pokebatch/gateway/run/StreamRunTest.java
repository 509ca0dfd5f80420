package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.testing.FakeFetcher;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Properties of streams of steps. */
class StreamRunTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Context CONTEXT = VERTX.getOrCreateContext();
  private static final FakeFetcher FETCHER = new FakeFetcher(VERTX);

  @SuppressWarnings("NullAway") // set before anything is tried
  private static FetcherClient client;

  @BeforeContainer
  static void start() throws TimeoutException {
    Promise<FetcherClient> started = Promise.promise();
    CONTEXT.runOnContext(here -> FetcherClient.start(VERTX).onComplete(started));
    client = started.future().await(10, TimeUnit.SECONDS);
  }

  @AfterContainer
  static void stop() throws TimeoutException {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyLineHasTheSameOutcomesAsAlone(
      @ForAll("lines") List<Step> any,
      @ForAll @IntRange(min = 1, max = 8) int concurrency,
      @ForAll boolean oftenFull)
      throws TimeoutException {
    var lines = GeneratedBatches.going(any);
    FETCHER.takeMax();
    var all = run(lines, concurrency, OnError.CONTINUE, oftenFull);

    assertThat(FETCHER.takeMax()).isLessThanOrEqualTo(concurrency);
    assertThat(all.reading()).isEqualTo(new InputSummary(lines.size(), null));
    assertThat(all.results.stream().map(GeneratedBatches::name).distinct())
        .hasSameSizeAs(all.results)
        .hasSize((int) all.summary().total());
    var alone = new TreeMap<String, Boolean>();
    for (var line : lines) {
      alone.putAll(outcomes(run(List.of(line), concurrency, OnError.CONTINUE, false).results));
    }
    assertThat(outcomes(all.results)).isEqualTo(alone);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aStreamThatStopsEndsAtItsFirstFailureAndReportsAllLinesRead(
      @ForAll("lines") List<Step> lines, @ForAll @IntRange(min = 1, max = 8) int concurrency)
      throws TimeoutException {
    var all = run(lines, concurrency, OnError.STOP, false);

    var reading = all.reading();
    var told = all.results.stream().map(result -> line(result)).distinct().count();
    if (reading.stopped() == null) {
      assertThat(all.summary().total()).isEqualTo(all.results.size());
      assertThat(reading.lines()).isEqualTo(lines.size());
    } else {
      assertThat(reading.stopped()).isEqualTo(CancelledBy.GROUP);
      assertThat(told).isLessThanOrEqualTo(reading.lines());
      assertThat(all.summary().isComplete()).isFalse();
    }
    if (lines.stream().noneMatch(line -> GeneratedBatches.fails(line))
        && lines.stream().noneMatch(line -> GeneratedBatches.refers(line))) {
      assertThat(all.summary().isComplete()).isTrue();
    }
  }

  @Example
  void aFailureCancelsDocumentsInFlightAndSkipsTheRest() throws TimeoutException {
    var slow = new Step.Group("0", Mode.SEQUENCE, OnError.CONTINUE, OptionalLong.empty(), slow());
    var lines = List.of(slow, get("1", "bad/20"), get("2", "any/9999"), get("3", "any/0"));

    var all = run(lines, 3, OnError.STOP, false);

    assertThat(all.results.stream().map(r -> r.leaf().id() + " " + word(r.outcome())))
        .containsExactlyInAnyOrder("1 Replied", "0.0 Cancelled", "0.1 Skipped", "2 Cancelled");
    assertThat(all.reading()).isEqualTo(new InputSummary(3, CancelledBy.GROUP));
    assertThat(all.summary().cancelled()).isEqualTo(2);
  }

  @Example
  void aFailureInAGroupThatContinuesDoesNotStopTheStream() throws TimeoutException {
    var bad = List.<Step>of(get("0.0", "bad/0"));
    var group = new Step.Group("0", Mode.PARALLEL, OnError.CONTINUE, OptionalLong.empty(), bad);

    var all = run(List.of(group, get("1", "any/0")), 1, OnError.STOP, false);

    assertThat(all.reading()).isEqualTo(new InputSummary(2, null));
    assertThat(all.summary().succeeded()).isEqualTo(1);
  }

  @Example
  void onlyAsManyLinesAreReadAsCanRun() throws TimeoutException {
    var lines = Collections.nCopies(50, get("x", "any/3"));

    var all = run(lines, 4, OnError.CONTINUE, false);

    assertThat(all.summary().succeeded()).isEqualTo(50);
    assertThat(all.mostHeld).isEqualTo(4);
  }

  @Example
  void inSequenceALineIsReadWhenTheOneBeforeHasEnded() throws TimeoutException {
    var lines = Collections.nCopies(20, get("x", "any/3"));
    var options = GeneratedBatches.options(OnError.CONTINUE, 4, 10_000);

    var all = run(lines, options.with(OptionTable.MODE, Mode.SEQUENCE), false);

    assertThat(all.summary().succeeded()).isEqualTo(20);
    assertThat(all.mostHeld).isEqualTo(1);
  }

  @Example
  void theNextLineIsReadWhenAllDocumentsOfTheLinesBeforeWereSent() throws TimeoutException {
    var many = new Step.Get("0", new DocumentList.Range("any", 0, 40), View.WHOLE);

    var all = run(List.of(many, get("1", "any/0")), 4, OnError.CONTINUE, false);

    var ids = all.results.stream().map(result -> result.leaf().id()).toList();
    assertThat(ids.subList(0, 37)).containsOnly("0");
    assertThat(ids.indexOf("1")).as("before the last, which takes longest").isLessThan(41);
  }

  @Provide
  Arbitrary<List<Step>> lines() {
    return GeneratedBatches.steps(2)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(
            steps -> {
              var lines = new ArrayList<Step>();
              for (var step : steps) {
                lines.add(named(step, Integer.toString(lines.size())));
              }
              return lines;
            });
  }

  /** Replaces references, which have no earlier step if they are lines of their own. */
  private static Step named(Step step, String id) {
    return GeneratedBatches.renamed(step, id, new ArrayList<>());
  }

  private static List<Step> slow() {
    return List.of(get("0.0", "any/9999"), get("0.1", "any/0"));
  }

  private static Step get(String id, String target) {
    return new Step.Get(id, new DocumentList.Single(target), View.WHOLE);
  }

  private static String line(Result result) {
    return result.leaf().id().replaceFirst("\\..*", "");
  }

  private static String word(Outcome outcome) {
    return outcome.getClass().getSimpleName();
  }

  private static Map<String, Boolean> outcomes(List<Result> results) {
    return results.stream()
        .collect(Collectors.toMap(GeneratedBatches::name, Result::succeeded, (a, b) -> a));
  }

  private static LineRecorder run(
      List<Step> lines, int concurrency, OnError onError, boolean oftenFull)
      throws TimeoutException {
    return run(lines, GeneratedBatches.options(onError, concurrency, 10_000), oftenFull);
  }

  private static LineRecorder run(List<Step> lines, OptionValues options, boolean oftenFull)
      throws TimeoutException {
    var taken =
        new LineRecorder(VERTX, options, BatchLimits.defaults().ofLines(), lines, oftenFull);
    CONTEXT.runOnContext(here -> taken.begin(client));
    return taken.end.future().await(15, TimeUnit.SECONDS);
  }
}
