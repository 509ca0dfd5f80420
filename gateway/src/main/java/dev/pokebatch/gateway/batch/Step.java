package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.Projection;
import java.util.List;
import java.util.OptionalLong;

/** One entry of a batch's {@code requests}, or of a group within it. */
public sealed interface Step {

  /**
   * Its name, unique in the batch: the client's, or its position ({@code "0"}, {@code "1"}, in a
   * group {@code "1.0"}).
   */
  String id();

  /** How many documents it asks for, at least 1. */
  long documents();

  /**
   * Gets the documents that a target names.
   *
   * @param fields what to keep of each; the batch's own where the step did not say
   */
  record Get(String id, Target target, Projection fields) implements Step {

    @Override
    public long documents() {
      return target.size();
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
  }
}
