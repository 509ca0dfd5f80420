package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.StepProblems;
import dev.pokebatch.gateway.run.Outcome;
import dev.pokebatch.gateway.run.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers an incomplete batch with one problem that lists its errors ({@code Prefer:
 * handling=strict}, RFC 7240, section 4.4).
 */
final class StrictInspector implements AnswerInspector {

  private static final int MOST_LISTED = 100;

  private final Consumer<Problem> fail;
  private final List<Map<String, Object>> errors = new ArrayList<>();
  private int more;

  /** The problem of an answer that is too long; null if it is not. */
  private @Nullable Problem tooLong;

  /**
   * @param fail answers a problem
   */
  StrictInspector(Consumer<Problem> fail) {
    this.fail = fail;
  }

  @Override
  public boolean inspect(ResultItem item) {
    if (tooLong == null && item.result().outcome() instanceof Outcome.Refused refused) {
      var limit = refused.problem().members().get("limit");
      tooLong = "answerBytes".equals(limit) ? refused.problem() : null;
    }
    if (item.outcome() != OutcomeKind.SUCCEEDED) {
      miss(item);
    }
    return errors.isEmpty();
  }

  private void miss(ResultItem item) {
    if (errors.size() == MOST_LISTED) {
      more++;
    } else {
      errors.add(item.toError());
    }
  }

  @Override
  public boolean replaces(Summary summary) {
    var problem = problem(summary);
    if (problem != null) {
      fail.accept(problem);
    }
    return problem != null;
  }

  /** Returns the problem to answer with; null if the batch is complete. */
  private @Nullable Problem problem(Summary summary) {
    if (tooLong != null || summary.isComplete()) {
      return tooLong;
    }
    return StepProblems.batchIncomplete(SummaryJson.of(summary).getMap(), errors, more);
  }
}
