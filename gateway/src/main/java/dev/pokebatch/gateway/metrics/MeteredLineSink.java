package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.run.InputSummary;
import dev.pokebatch.gateway.run.LineSink;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Summary;
import java.util.function.Consumer;

/** Measures the results of a stream of steps that it passes on. */
final class MeteredLineSink extends MeteredSink<LineSink> implements LineSink {

  MeteredLineSink(LineSink sink, Consumer<Result> onResult, Consumer<Summary> onEnd) {
    super(sink, onResult, onEnd);
  }

  @Override
  public void add(Plan line) {
    sink().add(line);
  }

  @Override
  public boolean wantsLines() {
    return sink().wantsLines();
  }

  @Override
  public void read(InputSummary input) {
    sink().read(input);
  }
}
