package dev.pokebatch.gateway.batch;

import java.util.List;
import java.util.OptionalLong;

/** One entry of a batch's {@code requests}, or of a group within it. */
public sealed interface Step {

  /**
   * Returns its id, which is unique in the batch: the client's, or its position ({@code "0"},
   * {@code "1"}, in a group {@code "1.0"}).
   */
  String id();

  /** Returns the number of its documents, as far as it is known before it runs. */
  long documents();

  /** Returns the number of steps: 1, plus those in it if it is a group. */
  default long stepCount() {
    return 1;
  }

  /**
   * Gets documents that the request names.
   *
   * @param target the documents
   * @param view which parts of each document to return
   */
  record Get(String id, DocumentList target, View view) implements Step {

    @Override
    public long documents() {
      return target.size();
    }
  }

  /**
   * Gets the documents that links in an earlier step's documents name.
   *
   * @param view which parts of each document to return
   */
  record Linked(String id, StepReference reference, View view) implements Step {

    @Override
    public long documents() {
      return reference.path().isSingular() ? 1 : 0;
    }
  }

  /**
   * Gets random ones of the documents that links in an earlier step's documents name.
   *
   * @param view which parts of each document to return
   */
  record RandomLinked(String id, StepReference reference, Draw draw, View view) implements Step {

    @Override
    public long documents() {
      return draw.count();
    }
  }

  /**
   * Gets all documents of a resource.
   *
   * @param resource lower-case resource name
   * @param view which parts of each document to return
   */
  record All(String id, String resource, View view) implements Step {

    @Override
    public long documents() {
      return 0;
    }
  }

  /**
   * Gets random documents of a resource, without repetition.
   *
   * @param resource lower-case resource name
   * @param view which parts of each document to return
   */
  record Random(String id, String resource, Draw draw, View view) implements Step {

    @Override
    public long documents() {
      return draw.count();
    }
  }

  /**
   * A group of steps, which is one step of the surrounding group or batch.
   *
   * @param mode whether the steps run in parallel or in sequence
   * @param onError whether a failed step stops the others
   * @param deadlineMs how long it may take after its start, in milliseconds, at least 1; empty if
   *     only the surrounding group or batch has a deadline
   * @param steps the steps in the order of the request, at least one
   */
  record Group(String id, Mode mode, OnError onError, OptionalLong deadlineMs, List<Step> steps)
      implements Step {

    /** Copies the list. */
    public Group {
      steps = List.copyOf(steps);
    }

    @Override
    public long documents() {
      return steps.stream().mapToLong(Step::documents).sum();
    }

    @Override
    public long stepCount() {
      return 1 + steps.stream().mapToLong(Step::stepCount).sum();
    }
  }
}
