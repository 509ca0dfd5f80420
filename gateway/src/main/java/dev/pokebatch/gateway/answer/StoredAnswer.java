package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;

/** Writes an answer from a job's stored results. Confined to one event loop. */
public interface StoredAnswer {

  /**
   * The progress of a job.
   *
   * @param summary the summary so far
   * @param ended whether the job has ended
   * @param complete whether it has ended with every step resolved and every document fetched
   * @param seq the number of the last result that was read; later results have greater numbers
   */
  record Progress(Summary summary, boolean ended, boolean complete, long seq) {}

  /**
   * Begins the answer. The action is called whenever the client has read enough for more results.
   */
  void begin(Runnable resume);

  /** Whether the client has to read before more results are written. */
  boolean isFull();

  /**
   * Writes a result.
   *
   * @param seq the number of the result
   * @param shown whether the client wants to see it; a hidden result still counts for its step
   */
  void item(long seq, StoredItem item, boolean shown);

  /** Updates the progress, which some forms of answers show. */
  void update(Progress progress);

  /** Ends the answer. */
  void end(Progress progress);

  /** Ends the answer early because of an error. */
  void fail(Throwable why);

  /** Stops writing: the client has disconnected. */
  void abandon();
}
