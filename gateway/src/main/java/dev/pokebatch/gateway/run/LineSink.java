package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.plan.Plan;

/** Takes the results of steps that come line by line, and hears of each line before its results. */
public interface LineSink extends ResultSink {

  /** Another line was read. */
  void add(Plan line);

  /** Whether it takes what another line may come to, until {@link StreamRun#resume} is called. */
  boolean wantsLines();

  /** No more lines are read; the end follows when the results of all are there. */
  void read(InputSummary reading);
}
