package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.Reference;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.Target;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.Transfers;
import dev.pokebatch.gateway.jsonpath.JsonPath;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for every plan, whatever is in it. */
class RunPropertiesTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Context CONTEXT = VERTX.getOrCreateContext();
  private static final FakeFetcher FETCHER = new FakeFetcher(VERTX);

  @SuppressWarnings("NullAway") // set before any property is tried
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

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyPlanEndsAndEveryDocumentSettlesOnce(@ForAll("batches") BatchRequest batch)
      throws TimeoutException {
    FETCHER.most();
    var ended = run(batch);

    var summary = ended.summary;
    if (batch.steps().stream().noneMatch(RunPropertiesTest::refers)) {
      assertThat(summary.total()).isEqualTo(batch.documents());
    }
    assertThat(summary.succeeded() + summary.failed() + summary.skipped() + summary.cancelled())
        .isEqualTo(summary.total());
    assertThat(ended.results.stream().map(RunPropertiesTest::name).distinct())
        .hasSize((int) summary.total());
    assertThat(FETCHER.most()).isLessThanOrEqualTo(batch.concurrency());
    if (batch.steps().stream().noneMatch(step -> fails(step) || refers(step))) {
      assertThat(summary.isComplete()).isTrue();
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void inParallelTheOutcomeIsThatOfASequenceWhereNothingStops(@ForAll("batches") BatchRequest batch)
      throws TimeoutException {
    var going = going(batch.steps());

    assertThat(outcomes(run(with(batch, going, Mode.PARALLEL))))
        .isEqualTo(outcomes(run(with(batch, going, Mode.SEQUENCE))));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aSequenceHasOneDocumentUnderWayWhereNoGroupIsInIt(@ForAll("leaves") List<Step> leaves)
      throws TimeoutException {
    FETCHER.most();
    run(batch(leaves, Mode.SEQUENCE, OnError.CONTINUE, 16));

    assertThat(FETCHER.most()).isEqualTo(1);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void aDeadlineIsKept(@ForAll("batches") BatchRequest batch) throws TimeoutException {
    var slow = new ArrayList<>(batch.steps());
    slow.add(0, new Step.Get("slow", new Target.Single("any/9999"), View.WHOLE));
    var group = new Step.Group("all", batch.mode(), batch.onError(), OptionalLong.of(60), slow);
    var ended = run(batch(List.of(group), Mode.PARALLEL, OnError.CONTINUE, 16));

    assertThat(ended.summary.durationMs()).isLessThan(160);
    assertThat(ended.summary.succeeded()).isLessThan(ended.summary.total());
  }

  @Provide
  Arbitrary<BatchRequest> batches() {
    return Combinators.combine(
            steps(3).list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.of(Mode.class),
            Arbitraries.of(OnError.class),
            Arbitraries.integers().between(1, 8))
        .as((steps, mode, onError, concurrency) -> batch(steps, mode, onError, concurrency))
        .map(RunPropertiesTest::renamed);
  }

  @Provide
  Arbitrary<List<Step>> leaves() {
    return get().list().ofMinSize(1).ofMaxSize(8);
  }

  static Arbitrary<Step> steps(int depth) {
    return depth == 0
        ? leaf()
        : Arbitraries.frequencyOf(Tuple.of(3, leaf()), Tuple.of(1, group(depth)));
  }

  private static Arbitrary<Step> leaf() {
    return Arbitraries.frequencyOf(Tuple.of(4, get()), Tuple.of(1, reference()));
  }

  private static Arbitrary<Step> get() {
    var millis = Arbitraries.integers().between(0, 3);
    Arbitrary<Target> single =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(5, Arbitraries.just("any/")), Tuple.of(1, Arbitraries.just("bad/"))),
                millis)
            .as((resource, ms) -> new Target.Single(resource + ms));
    Arbitrary<Target> range = millis.map(last -> new Target.Range("any", 0, last));
    return Arbitraries.oneOf(single, range).map(target -> new Step.Get("x", target, View.WHOLE));
  }

  /** Which step it names is found out when all have their ids; a body is a text that names one. */
  private static Arbitrary<Step> reference() {
    return Combinators.combine(
            Arbitraries.of("$", "$[*]", "$[0]", "$..*", "$.none", "$.none[*]"),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(Projection.ALL, Projection.parse("other")))
        .as(
            (path, source, fields) ->
                new Step.Linked(
                    "x",
                    new Reference(
                        Integer.toString(source), JsonPath.parse(path), OptionalInt.empty()),
                    View.of(fields)));
  }

  private static Arbitrary<Step> group(int depth) {
    return Combinators.combine(
            Arbitraries.lazy(() -> steps(depth - 1)).list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of(Mode.class),
            Arbitraries.of(OnError.class))
        .as(
            (steps, mode, onError) ->
                new Step.Group("g", mode, onError, OptionalLong.empty(), steps));
  }

  private static BatchRequest batch(List<Step> steps, Mode mode, OnError onError, int concurrency) {
    return new BatchRequest(
        steps, mode, onError, concurrency, 10_000, View.WHOLE, TransportKind.NON_BLOCKING, false);
  }

  private static BatchRequest with(BatchRequest batch, List<Step> steps, Mode mode) {
    return batch(steps, mode, OnError.CONTINUE, batch.concurrency());
  }

  /** The same steps, none of which stops for a failure. */
  static List<Step> going(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                step instanceof Step.Group group
                    ? new Step.Group(
                        group.id(),
                        group.mode(),
                        OnError.CONTINUE,
                        group.deadlineMs(),
                        going(group.steps()))
                    : step)
        .toList();
  }

  private static BatchRequest renamed(BatchRequest batch) {
    return new BatchRequest(
        renamed(batch.steps(), "", new ArrayList<>()),
        batch.mode(),
        batch.onError(),
        batch.concurrency(),
        batch.deadlineMs(),
        batch.view(),
        batch.transport(),
        batch.trace());
  }

  private static List<Step> renamed(List<Step> steps, String prefix, List<String> earlier) {
    var named = new ArrayList<Step>();
    for (var step : steps) {
      var id = prefix + named.size();
      named.add(renamed(step, id, earlier));
      earlier.add(id);
    }
    return named;
  }

  static Step renamed(Step step, String id, List<String> earlier) {
    if (step instanceof Step.Group group) {
      return new Step.Group(
          id,
          group.mode(),
          group.onError(),
          group.deadlineMs(),
          renamed(group.steps(), id + ".", earlier));
    }
    if (step instanceof Step.Linked linked && !earlier.isEmpty()) {
      var reference = linked.reference();
      var source = earlier.get(Integer.parseInt(reference.from()) % earlier.size());
      return new Step.Linked(
          id, new Reference(source, reference.path(), reference.max()), linked.view());
    }
    return new Step.Get(
        id, step instanceof Step.Get get ? get.target() : new Target.Single("any/0"), View.WHOLE);
  }

  static boolean refers(Step step) {
    return step instanceof Step.Group group
        ? group.steps().stream().anyMatch(RunPropertiesTest::refers)
        : step instanceof Step.Linked;
  }

  static boolean fails(Step step) {
    return step instanceof Step.Group group
        ? group.steps().stream().anyMatch(RunPropertiesTest::fails)
        : step instanceof Step.Get get && get.target().at(0).startsWith("bad/");
  }

  static String name(Result result) {
    return result.leaf().id() + "/" + result.item();
  }

  private static Map<String, Boolean> outcomes(Ended ended) {
    return ended.results.stream()
        .collect(
            Collectors.toMap(
                RunPropertiesTest::name, Result::succeeded, (a, b) -> a, TreeMap::new));
  }

  private static Ended run(BatchRequest batch) throws TimeoutException {
    var ended = new Ended();
    CONTEXT.runOnContext(
        here -> {
          var dispatcher = new Dispatcher(client, new InFlightLimit(64), new Transfers());
          new BatchRun(
                  VERTX,
                  Plan.of(batch, BatchLimits.defaults()),
                  batch.transport(),
                  dispatcher,
                  ended)
              .resume();
        });
    return ended.end.future().await(15, TimeUnit.SECONDS);
  }

  /** Keeps what comes. */
  private static final class Ended implements ResultSink {
    private final List<Result> results = new ArrayList<>();
    private final Promise<Ended> end = Promise.promise();

    @SuppressWarnings("NullAway") // there when the end is
    private Summary summary;

    @Override
    public boolean isFull(Leaf leaf, int item) {
      return false;
    }

    @Override
    public void resolved(Leaf leaf, int documents) {}

    @Override
    public void accept(Result result) {
      results.add(result);
    }

    @Override
    public void end(Summary all) {
      summary = all;
      end.complete(this);
    }
  }
}
