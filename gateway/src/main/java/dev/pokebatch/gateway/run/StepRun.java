package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import java.util.List;
import java.util.function.Function;

/** A step of a batch while it runs. Confined to one event loop. */
sealed interface StepRun permits GroupRun, LeafRun {

  /** Starts the step. */
  void open();

  /**
   * Cancels what is in flight, whose results still come, and skips the rest.
   *
   * @param cause the id of the failed step
   */
  void stop(String cause);

  /** Ends everything that has not ended, with these outcomes. */
  void end(Function<Effort, Outcome> outcome);

  /** Cancels what is in flight and reports nothing, because the client has gone. */
  void abandon();

  /** Calls the action when the step has ended; at once if it has. */
  void whenEnded(Runnable action);

  /** Returns whether the step is one of many documents, whatever their number. */
  boolean isMany();

  /** Returns the steps of documents in it, or itself, in request order. */
  List<LeafRun> leaves();
}
