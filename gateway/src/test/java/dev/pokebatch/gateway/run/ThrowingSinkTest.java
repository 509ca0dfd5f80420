package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.contract.jsonpath.JsonPath;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.ReplySizes;
import dev.pokebatch.gateway.dispatch.TransferStats;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.testing.FakeFetcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a batch whose sink throws ends with an internal error and releases its permits. */
class ThrowingSinkTest {

  private static final int PERMITS = 4;

  /** Longer than the test, so that deadlines do not end the batches. */
  private static final long DEADLINE_MS = 3_600_000;

  private static final Vertx VERTX = Vertx.vertx();
  private static final Context CONTEXT = VERTX.getOrCreateContext();
  private static final FakeFetcher FETCHER = new FakeFetcher(VERTX);

  @SuppressWarnings("NullAway.Init")
  private static FetcherClient client;

  @BeforeAll
  static void start() throws TimeoutException {
    FETCHER.takeMax();
    Promise<FetcherClient> started = Promise.promise();
    CONTEXT.runOnContext(here -> FetcherClient.start(VERTX).onComplete(started));
    client = started.future().await(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws TimeoutException {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  static Stream<Arguments> callbacks() {
    return Stream.of(
        Arguments.of("isFull", 1),
        Arguments.of("isFull", 4),
        Arguments.of("resolved", 1),
        Arguments.of("accept", 1),
        Arguments.of("accept", 5),
        Arguments.of("end", 1));
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void aBatchEndsWithAnInternalError(String callback, int call) throws TimeoutException {
    var sink = new Throwing(callback, call);
    var limit = new InFlightLimit(PERMITS);
    CONTEXT.runOnContext(
        here -> {
          var plan = Plan.of(batch(), BatchLimits.defaults());
          new BatchRun(VERTX, plan, dispatcher(limit), sink, PriorRun.NONE).resume();
        });

    assertEndedWithAnInternalError(sink, limit);
  }

  static Stream<Arguments> callbacksOfLines() {
    return Stream.of(
        Arguments.of("add", 1),
        Arguments.of("add", 3),
        Arguments.of("isFull", 1),
        Arguments.of("isFull", 4),
        Arguments.of("accept", 1),
        Arguments.of("accept", 5),
        Arguments.of("read", 1),
        Arguments.of("end", 1));
  }

  @ParameterizedTest
  @MethodSource("callbacksOfLines")
  void aStreamOfStepsEndsWithAnInternalError(String callback, int call) throws TimeoutException {
    var sink = new Throwing(callback, call);
    var limit = new InFlightLimit(PERMITS);
    CONTEXT.runOnContext(
        here -> {
          var options = GeneratedBatches.options(OnError.CONTINUE, 8, DEADLINE_MS);
          var dispatcher = dispatcher(limit);
          var memory = dispatcher.memory().open(CONTEXT);
          var stream =
              new StreamRun(VERTX, options, BatchLimits.defaults(), dispatcher, memory, sink);
          for (var line = 0; line < 6 && !stream.isClosed(); line++) {
            stream.add(line, step(line), 10);
          }
          if (!stream.isClosed()) {
            stream.refuse(6, Problem.of(ProblemType.MALFORMED_JSON, "no step"));
          }
          if (!stream.isClosed()) {
            stream.end(7);
          }
        });

    assertEndedWithAnInternalError(sink, limit);
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void anExceptionOfOneSinkDoesNotEndOtherBatches(String callback, int call)
      throws TimeoutException {
    var sink = new Throwing(callback, call);
    var other = new Runs.Finished();
    var limit = new InFlightLimit(PERMITS);
    CONTEXT.runOnContext(
        here -> {
          var dispatcher = dispatcher(limit);
          Stream.of(sink, other)
              .map(
                  each ->
                      new BatchRun(
                          VERTX,
                          Plan.of(batch(), BatchLimits.defaults()),
                          dispatcher,
                          each,
                          PriorRun.NONE))
              .toList()
              .forEach(BatchRun::resume);
        });

    var summary = other.ended().await(10, TimeUnit.SECONDS).summary;
    assertThat(summary.succeeded()).isEqualTo(summary.total());
    assertEndedWithAnInternalError(sink, limit);
  }

  private static void assertEndedWithAnInternalError(Throwing sink, InFlightLimit limit)
      throws TimeoutException {
    var problem = sink.failed.future().await(10, TimeUnit.SECONDS);
    assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL);
    assertThat(problem.toJson().getString("incident")).isNotBlank();
    assertThat(allPermits(limit).await(10, TimeUnit.SECONDS)).isEqualTo(PERMITS);
    assertThat(sink.afterwards).as("what the sink is told afterwards").isEmpty();
  }

  /** Acquires all permits, which succeeds only if all were released. */
  private static Future<Integer> allPermits(InFlightLimit limit) {
    Promise<Integer> all = Promise.promise();
    CONTEXT.runOnContext(
        here -> {
          var granted = new int[1];
          for (var i = 0; i < PERMITS; i++) {
            InFlightLimit.WaitingCall waiter =
                new InFlightLimit.WaitingCall() {
                  @Override
                  public void granted() {
                    if (++granted[0] == PERMITS) {
                      all.complete(PERMITS);
                    }
                  }
                };
            if (limit.acquire(waiter, CONTEXT)) {
              waiter.granted();
            }
          }
        });
    return all.future();
  }

  private static Dispatcher dispatcher(InFlightLimit limit) {
    return new Dispatcher(
        client, limit, new TransferStats(), new ReplySizes(), AnswerMemory.unbounded());
  }

  private static BatchRequest batch() {
    var steps = new ArrayList<Step>();
    IntStream.range(0, 12).mapToObj(ThrowingSinkTest::step).forEach(steps::add);
    var reference = new StepReference("s0", JsonPath.parse("$"), OptionalInt.empty());
    steps.add(new Step.Linked("reference", reference, View.WHOLE));
    return new BatchRequest(steps, GeneratedBatches.options(OnError.CONTINUE, 8, DEADLINE_MS));
  }

  /** Returns a step whose document takes up to two milliseconds. */
  private static Step step(int number) {
    return new Step.Get("s" + number, new DocumentList.Single("any/" + number % 3), View.WHOLE);
  }

  /** Throws from one callback, at its n-th call. */
  private static final class Throwing implements LineSink {
    private final Promise<Problem> failed = Promise.promise();
    private final List<String> afterwards = new ArrayList<>();
    private final String callback;
    private int left;

    private Throwing(String callback, int call) {
      this.callback = callback;
      this.left = call;
    }

    private void called(String name) {
      if (failed.future().isComplete()) {
        afterwards.add(name);
      }
      if (name.equals(callback) && --left == 0) {
        throw new IllegalStateException(name + " throws");
      }
    }

    @Override
    public boolean isFull(Leaf leaf, int item) {
      called("isFull");
      return false;
    }

    @Override
    public void resolved(Leaf leaf, DocumentList documents) {
      called("resolved");
    }

    @Override
    public void accept(Result result) {
      called("accept");
    }

    @Override
    public void end(Summary summary) {
      called("end");
    }

    @Override
    public void add(Plan line) {
      called("add");
    }

    @Override
    public boolean wantsLines() {
      called("wantsLines");
      return true;
    }

    @Override
    public void read(InputSummary reading) {
      called("read");
    }

    @Override
    public void fail(Problem problem) {
      failed.complete(problem);
    }
  }
}
