package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.ReplySizes;
import dev.pokebatch.gateway.dispatch.TransferStats;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Feeds lines to a stream when it wants them, and records the results. If {@code oftenFull}, it is
 * full after each result until the event loop has run once.
 */
final class LineRecorder implements LineSink {

  final List<Result> results = new ArrayList<>();
  final Promise<LineRecorder> end = Promise.promise();

  /** The maximum of lines that had been read and had no result, if each line has one document. */
  int mostHeld;

  private final Vertx vertx;
  private final OptionValues options;
  private final BatchLimits limits;
  private final List<Step> lines;
  private final boolean oftenFull;
  private final Set<String> held = new HashSet<>();
  private @Nullable StreamRun run;
  private @Nullable InputSummary reading;
  private @Nullable Summary summary;
  private boolean full;
  private int next;

  LineRecorder(
      Vertx vertx, OptionValues options, BatchLimits limits, List<Step> lines, boolean oftenFull) {
    this.vertx = vertx;
    this.options = options;
    this.limits = limits;
    this.lines = lines;
    this.oftenFull = oftenFull;
  }

  void begin(FetcherClient client) {
    var dispatcher =
        new Dispatcher(
            client,
            new InFlightLimit(64),
            new TransferStats(),
            new ReplySizes(),
            AnswerMemory.unbounded());
    var stream =
        new StreamRun(
            vertx,
            options,
            limits,
            dispatcher,
            dispatcher.memory().open(vertx.getOrCreateContext()),
            this);
    run = stream;
    stream.whenRoom(() -> vertx.runOnContext(soon -> give(stream)));
    give(stream);
  }

  InputSummary reading() {
    return Objects.requireNonNull(reading);
  }

  Summary summary() {
    return Objects.requireNonNull(summary);
  }

  private void give(StreamRun stream) {
    while (stream.wantsLine() && next < lines.size()) {
      var line = next++;
      held.add(Integer.toString(line));
      mostHeld = Math.max(mostHeld, held.size());
      stream.add(line, lines.get(line), 10);
    }
    if (next == lines.size()) {
      stream.end(next);
    }
  }

  @Override
  public void add(Plan line) {}

  @Override
  public boolean wantsLines() {
    return !full;
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return full;
  }

  @Override
  public void resolved(Leaf leaf, DocumentList documents) {}

  @Override
  public void accept(Result result) {
    results.add(result);
    held.remove(Long.toString(result.leaf().index()));
    if (oftenFull && !full) {
      full = true;
      vertx.runOnContext(
          soon -> {
            full = false;
            Objects.requireNonNull(run).resume();
          });
    }
  }

  @Override
  public void read(InputSummary all) {
    reading = all;
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
