package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.Problem;

/** Takes the results of one batch as they come, on its event loop. */
public interface ResultSink {

  /**
   * Whether it holds so much that this document must not be sent for, until {@link BatchRun#resume}
   * is called. What is under way still comes. The one that it needs next, to get rid of what it
   * holds, is never refused while its client reads.
   *
   * @param item the document's place among those of its step
   */
  boolean isFull(Leaf leaf, int item);

  /** It has become known which documents a step stands for, of which that was not known. */
  void resolved(Leaf leaf, DocumentList documents);

  /** Takes a result; each document has exactly one, and so has a step without any. */
  void accept(Result result);

  /**
   * How many bytes a document adds to the answer, about; 0 where the answer has no bound.
   *
   * @param bytes of the document
   */
  default long answerBytes(long bytes) {
    return 0;
  }

  /** All results are there. */
  void end(Summary summary);

  /**
   * There are no more results, because something was thrown that must not be: by this sink or by
   * what runs the batch. Called once at most, and nothing after it.
   *
   * @param problem {@code internal}, with the incident that the log has
   */
  void fail(Problem problem);
}
