package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;

/** An answer that is made of what is kept of a job's results. Confined to one event loop. */
public interface StoredAnswer {

  /**
   * How far a job has come.
   *
   * @param summary of what it has done by now
   * @param ended whether that is all
   * @param complete whether it has ended with every step resolved and every document there
   * @param seq the number of the last result that was looked at: what is new has greater ones
   */
  record Standing(Summary summary, boolean ended, boolean complete, long seq) {}

  /** Begins. The action is run whenever the client has made room, for more to be shown. */
  void begin(Runnable resume);

  /** Whether the client has to read before more is shown. */
  boolean isFull();

  /**
   * Shows a result.
   *
   * @param seq its number
   * @param shown whether the client wants to see it; what it does not see still counts
   */
  void item(long seq, StoredItem item, boolean shown);

  /** Says how far the job has come, where the form has such. */
  void note(Standing standing);

  /** There is no more to be shown. */
  void end(Standing standing);

  /** There is more to be shown, but something went wrong. */
  void fail(Throwable why);

  /** Gives up: the client has gone. */
  void abandon();
}
