package dev.pokebatch.gateway.run;

/** Takes the results of one batch as they come, on its event loop. */
public interface ResultSink {

  /**
   * Whether it holds as much as it may. No new document is then sent for until {@link
   * BatchRun#resume} is called; what is under way still comes.
   */
  boolean isFull();

  /** Takes a result; each task has exactly one. */
  void accept(Result result);

  /** All results are there. */
  void end(Summary summary);
}
