package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.Problem;

/** Takes the results of one batch as they arrive, on the batch's event loop. */
public interface ResultSink {

  /**
   * Returns whether the sink is so full that this document must not be fetched until {@link
   * BatchRun#resume} is called. Documents in flight still arrive. While its client reads, a sink
   * never refuses the document that it writes next.
   *
   * @param item the document's index in its step
   */
  boolean isFull(Leaf leaf, int item);

  /** Takes the documents of a step, once they are known, if the request does not name them. */
  void resolved(Leaf leaf, DocumentList documents);

  /** Takes a result. Each document has exactly one, and so has a step without documents. */
  void accept(Result result);

  /**
   * Returns how many bytes a document adds to the answer, about; 0 if the answer is unlimited.
   *
   * @param bytes the length of the document
   */
  default long answerBytes(long bytes) {
    return 0;
  }

  /** Takes the summary, after the last result. */
  void end(Summary summary);

  /**
   * Ends the results, because this sink or the batch has thrown an unexpected exception. Called at
   * most once, as the last call.
   *
   * @param problem {@code internal}, with the number of the log entry
   */
  void fail(Problem problem);
}
