package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.run.UnmatchedMembers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status and outcome of a step of several documents or of a group, updated with each result:
 * {@code 200} if any document was fetched; otherwise the status of the first that failed, or, if
 * none failed, of the first that was cancelled or skipped.
 */
final class StepStatus {

  private int succeeded;
  private @Nullable FailedItem failure;
  private final UnmatchedMembers unmatched = new UnmatchedMembers();

  /** Adds documents of the step that are elsewhere: these names matched in none of them. */
  void addElsewhere(List<String> names) {
    unmatched.add(names);
  }

  /** Adds a result. */
  void add(Item item) {
    if (item.outcome() == OutcomeKind.SUCCEEDED) {
      succeeded++;
      unmatched.add(item.unmatched());
    } else {
      add(new FailedItem(item.outcome(), item.status()));
    }
  }

  /** Adds the status of a step or group within this group. */
  void add(StepStatus inner) {
    succeeded += inner.succeeded;
    if (inner.failure != null) {
      add(inner.failure);
    }
  }

  /** Returns the JSON members, with the names that matched in no document of the step. */
  String members() {
    return outcome() + SummaryJson.unmatched(unmatched.names());
  }

  private String outcome() {
    var first = failure;
    if (first == null) {
      return members(200, OutcomeKind.SUCCEEDED);
    }
    return succeeded > 0 ? members(200, OutcomeKind.PARTIAL) : members(first.status, first.outcome);
  }

  private static String members(int status, OutcomeKind outcome) {
    return "\"status\":" + status + ",\"outcome\":\"" + outcome.word() + "\"";
  }

  private void add(FailedItem other) {
    var first = failure;
    if (first == null
        || (first.outcome != OutcomeKind.FAILED && other.outcome == OutcomeKind.FAILED)) {
      failure = other;
    }
  }

  private record FailedItem(OutcomeKind outcome, int status) {}
}
