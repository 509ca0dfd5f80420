package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.plan.Plan;

/** Takes the results of a stream of steps, and each line before its results. */
public interface LineSink extends ResultSink {

  /** Takes a line that was read. */
  void add(Plan line);

  /** Returns whether it has room for the results of another line. */
  boolean wantsLines();

  /** Takes the summary of the input, before the end. No line follows. */
  void read(InputSummary input);
}
