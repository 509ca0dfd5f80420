package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import java.util.List;

/**
 * Reads one line of a stream of steps: whatever may be an entry of a batch's {@code requests}, with
 * the line's number in place of its position. Immutable, fit for any thread.
 */
public final class StepLineReader {

  private final BatchLimits limits;
  private final View view;

  /**
   * @param limits what a line may ask for
   * @param view what to see of documents where a step does not say
   */
  public StepLineReader(BatchLimits limits, View view) {
    this.limits = limits;
    this.view = view;
  }

  /**
   * Reads a line.
   *
   * @throws ProblemException {@code malformed-json}, {@code invalid-request} with pointers within
   *     the line, or {@code limit-exceeded}
   */
  public Step read(StepLine line) {
    var text = line.text();
    if (text == null) {
      throw new ProblemException(LimitProblems.lineTooLong(limits.lineBytes()));
    }
    var faults = RequestFaults.ofBody();
    var entry = JsonReader.readLine(text, line.number() + 1, limits.jsonDepth(), faults);
    var step = StepReader.readLine(entry, line.number(), view, limits, faults);
    if (step == null || faults.any()) {
      throw faults.toException();
    }
    limits.check(List.of(step), 1, 1);
    return step;
  }
}
