package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All or nothing ({@code Prefer: handling=strict}, RFC 7240, section 4.4): what is not there,
 * noted, so that a batch that is not complete can be answered as one problem. The answer is held
 * until that is known, so there is a bound to it.
 */
final class Strictness {

  private static final int MOST_LISTED = 100;

  private final long most;
  private final List<Map<String, Object>> errors = new ArrayList<>();
  private int more;
  private long bytes;

  /**
   * @param most how many bytes of documents may be held
   */
  Strictness(long most) {
    this.most = most;
  }

  /** Takes note of what is not there. */
  void note(ItemJson item) {
    if (item.outcome() == OutcomeWord.SUCCEEDED) {
      return;
    }
    if (errors.size() == MOST_LISTED) {
      more++;
    } else {
      errors.add(item.toError());
    }
  }

  /** Whether a document is still worth writing. */
  boolean holds(int more) {
    bytes += more;
    return errors.isEmpty() && bytes <= most;
  }

  /** What to answer instead of the documents; null where all of them are there. */
  @Nullable Problem problem(Summary summary) {
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
