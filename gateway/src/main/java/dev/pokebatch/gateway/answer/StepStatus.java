package dev.pokebatch.gateway.answer;

import org.jspecify.annotations.Nullable;

/**
 * Status and outcome of a step of many documents or of a group, counted while they are written:
 * {@code 200} as long as one document is there; else what the first that failed did so with, or,
 * where none did, the first that was called off or skipped.
 */
final class StepStatus {

  private int succeeded;
  private @Nullable Worst worst;

  void add(Item item) {
    if (item.outcome() == OutcomeWord.SUCCEEDED) {
      succeeded++;
    } else {
      note(new Worst(item.outcome(), item.status()));
    }
  }

  /** A step within the group is done. */
  void add(StepStatus inner) {
    succeeded += inner.succeeded;
    if (inner.worst != null) {
      note(inner.worst);
    }
  }

  /** The two members. */
  String members() {
    var why = worst;
    if (why == null) {
      return members(200, OutcomeWord.SUCCEEDED);
    }
    return succeeded > 0 ? members(200, OutcomeWord.PARTIAL) : members(why.status, why.outcome);
  }

  private static String members(int status, OutcomeWord outcome) {
    return "\"status\":" + status + ",\"outcome\":\"" + outcome.word() + "\"";
  }

  private void note(Worst other) {
    var known = worst;
    if (known == null
        || (known.outcome != OutcomeWord.FAILED && other.outcome == OutcomeWord.FAILED)) {
      worst = other;
    }
  }

  private record Worst(OutcomeWord outcome, int status) {}
}
