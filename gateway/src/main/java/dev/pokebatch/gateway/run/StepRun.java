package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import java.util.List;
import java.util.function.Function;

/** A step of a batch while it runs. Confined to one event loop. */
sealed interface StepRun permits GroupRun, LeafRun {

  /** It is its turn. */
  void open();

  /**
   * Calls off what is under way, which still settles, and skips the rest.
   *
   * @param cause the id of the step whose failure is the reason
   */
  void stop(String cause);

  /** Ends at once all that has not settled. */
  void end(Function<Effort, Outcome> outcome);

  /** Calls off what is under way, and says nothing of it: nobody is there to be told. */
  void abandon();

  /** Runs the action when all of it has settled, or now if it has. */
  void whenSettled(Runnable action);

  /** Whether it stands for many documents, however many those are. */
  boolean isMany();

  /** All steps of documents in it, in request order. */
  List<LeafRun> leaves();
}
