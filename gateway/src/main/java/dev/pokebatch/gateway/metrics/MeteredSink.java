package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.Summary;
import java.util.function.Consumer;

/**
 * Measures the results that it passes on.
 *
 * @param <S> the type of the sink behind it
 */
class MeteredSink<S extends ResultSink> implements ResultSink {

  private final S sink;
  private final Consumer<Result> onResult;
  private final Consumer<Summary> onEnd;

  MeteredSink(S sink, Consumer<Result> onResult, Consumer<Summary> onEnd) {
    this.sink = sink;
    this.onResult = onResult;
    this.onEnd = onEnd;
  }

  S sink() {
    return sink;
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return sink.isFull(leaf, item);
  }

  @Override
  public void resolved(Leaf leaf, DocumentList list) {
    sink.resolved(leaf, list);
  }

  @Override
  public void accept(Result result) {
    onResult.accept(result);
    sink.accept(result);
  }

  @Override
  public long answerBytes(long bytes) {
    return sink.answerBytes(bytes);
  }

  @Override
  public void end(Summary summary) {
    onEnd.accept(summary);
    sink.end(summary);
  }

  @Override
  public void fail(Problem problem) {
    sink.fail(problem);
  }
}
