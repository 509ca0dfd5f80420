package dev.pokebatch.gateway.batch;

import java.util.List;
import java.util.OptionalLong;

/** One entry of a batch's {@code requests}, or of a group within it. */
public sealed interface Step {

  /**
   * Its name, unique in the batch: the client's, or its position ({@code "0"}, {@code "1"}, in a
   * group {@code "1.0"}).
   */
  String id();

  /** How many documents it asks for, as far as that is known before it runs. */
  long documents();

  /** How many steps it is: one, and, of a group, those in it. */
  default long stepCount() {
    return 1;
  }

  /**
   * Gets the documents that a target names.
   *
   * @param view what to keep of each; the batch's own where the step did not say
   */
  record Get(String id, DocumentList target, View view) implements Step {

    @Override
    public long documents() {
      return target.size();
    }
  }

  /**
   * Gets the documents that the answer of an earlier step names.
   *
   * @param view what to keep of each
   */
  record Linked(String id, StepReference reference, View view) implements Step {

    @Override
    public long documents() {
      return reference.path().isSingular() ? 1 : 0;
    }
  }

  /**
   * Gets everything that the upstream lists of a resource.
   *
   * @param resource lower-case resource name
   * @param view what to keep of each
   */
  record All(String id, String resource, View view) implements Step {

    @Override
    public long documents() {
      return 0;
    }
  }

  /**
   * Gets documents that are drawn from what the upstream lists of a resource, none twice.
   *
   * @param resource lower-case resource name
   * @param count how many, at least 1; fewer where there are no more
   * @param seed the same one draws the same documents from the same list; empty for any
   * @param view what to keep of each
   */
  record Random(String id, String resource, int count, OptionalLong seed, View view)
      implements Step {

    @Override
    public long documents() {
      return count;
    }
  }

  /**
   * Steps that belong together; one step to whatever is around it.
   *
   * @param mode how they run
   * @param onError what it does when one of them has failed
   * @param deadlineMs how long it may take from when it begins, in milliseconds, at least 1; empty
   *     for as long as what is around it has
   * @param steps in the order of the request, at least one
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
