package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import java.util.List;

/**
 * Reads one line of a stream of steps, which has the form of an entry of a batch's {@code
 * requests}. The line's number is the step's position. Immutable, fit for any thread.
 */
public final class StepLineReader {

  private final BatchLimits limits;
  private final LimitChecks checks;
  private final View view;

  /**
   * @param limits the limits of one line
   * @param view which parts of a document to return, for steps that do not say
   */
  public StepLineReader(BatchLimits limits, View view) {
    this.limits = limits;
    this.checks = new LimitChecks(limits);
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
    checks.checkSteps(List.of(step));
    return step;
  }
}
