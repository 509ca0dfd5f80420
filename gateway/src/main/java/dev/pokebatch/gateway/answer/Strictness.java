package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All or nothing ({@code Prefer: handling=strict}, RFC 7240, section 4.4): what is not there,
 * noted, so that a batch that is not complete can be answered as one problem. The answer is held
 * until that is known, so there is a bound to it.
 */
final class Strictness implements Review {

  private static final int MOST_LISTED = 100;

  private final long most;
  private final Consumer<Problem> fail;
  private final List<Map<String, Object>> errors = new ArrayList<>();
  private int more;
  private long bytes;

  /**
   * @param most how many bytes of documents may be held
   * @param fail answers a problem
   */
  Strictness(long most, Consumer<Problem> fail) {
    this.most = most;
    this.fail = fail;
  }

  @Override
  public boolean note(ItemJson item) {
    bytes += item.result().bodyBytes();
    if (item.outcome() != OutcomeWord.SUCCEEDED) {
      miss(item);
    }
    return errors.isEmpty() && bytes <= most;
  }

  private void miss(ItemJson item) {
    if (errors.size() == MOST_LISTED) {
      more++;
    } else {
      errors.add(item.toError());
    }
  }

  @Override
  public boolean answers(Summary summary) {
    var problem = problem(summary);
    if (problem != null) {
      fail.accept(problem);
    }
    return problem != null;
  }

  /** What to answer instead of the documents; null where all of them are there. */
  private @Nullable Problem problem(Summary summary) {
    if (!summary.isComplete()) {
      return Problem.batchIncomplete(SummaryJson.of(summary).getMap(), errors, more);
    }
    return bytes <= most
        ? null
        : Problem.limitExceeded(
            "strictBytes",
            most,
            bytes,
            "An answer that is held until it is complete may have at most " + most + " bytes.");
  }
}
