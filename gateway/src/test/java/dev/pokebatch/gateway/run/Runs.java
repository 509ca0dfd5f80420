package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.ReplySizes;
import dev.pokebatch.gateway.dispatch.TransferStats;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.testing.FakeFetcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs batches against a {@link FakeFetcher}. */
final class Runs implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final FakeFetcher fetcher = new FakeFetcher(vertx);
  private final FetcherClient client;

  Runs() throws TimeoutException {
    Promise<FetcherClient> started = Promise.promise();
    context.runOnContext(here -> FetcherClient.start(vertx).onComplete(started));
    client = started.future().await(10, TimeUnit.SECONDS);
  }

  /** Returns the fetcher's maximum of documents in flight since the last call. */
  int most() {
    return fetcher.takeMax();
  }

  Finished run(BatchRequest batch) throws TimeoutException {
    return run(batch, PriorRun.NONE);
  }

  Finished run(BatchRequest batch, PriorRun history) throws TimeoutException {
    return run(batch, history, new Finished());
  }

  private Finished run(BatchRequest batch, PriorRun history, Finished ended)
      throws TimeoutException {
    context.runOnContext(
        here -> {
          var dispatcher =
              new Dispatcher(
                  client,
                  new InFlightLimit(64),
                  new TransferStats(),
                  new ReplySizes(),
                  AnswerMemory.unbounded());
          new BatchRun(vertx, Plan.of(batch, BatchLimits.defaults()), dispatcher, ended, history)
              .resume();
        });
    return ended.end.future().await(15, TimeUnit.SECONDS);
  }

  /** Runs a batch that must end before an earlier timer of the same event loop fires. */
  Finished runWithin(long ms, BatchRequest batch) throws TimeoutException {
    var ended = new Finished();
    context.runOnContext(here -> vertx.setTimer(ms, id -> ended.late = ended.isOpen()));
    run(batch, PriorRun.NONE, ended);
    assertThat(ended.late).as("had not ended after %s ms", ms).isFalse();
    return ended;
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  /** Records the results of a run. */
  static final class Finished implements ResultSink {
    final List<Result> results = new ArrayList<>();
    final Map<String, Map.Entry<Integer, DocumentList>> resolved = new HashMap<>();
    private final Promise<Finished> end = Promise.promise();
    private volatile boolean late;

    private boolean isOpen() {
      return !end.future().isComplete();
    }

    @SuppressWarnings("NullAway") // there when the end is
    Summary summary;

    /** Returns this, when the batch has ended. */
    Future<Finished> ended() {
      return end.future();
    }

    @Override
    public boolean isFull(Leaf leaf, int item) {
      return false;
    }

    @Override
    public void resolved(Leaf leaf, DocumentList documents) {
      resolved.put(leaf.id(), Map.entry(results.size(), documents));
    }

    @Override
    public void accept(Result result) {
      results.add(result);
    }

    @Override
    public void end(Summary all) {
      summary = all;
      end.complete(this);
    }

    @Override
    public void fail(Problem problem) {
      end.fail(new ProblemException(problem));
    }
  }
}
