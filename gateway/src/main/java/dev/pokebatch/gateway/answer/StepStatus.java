package dev.pokebatch.gateway.answer;

/**
 * Status and outcome of a step of many documents, counted while they are written: {@code 200} as
 * long as one of them is there, else what the first of them failed with.
 */
final class StepStatus {

  private int succeeded;
  private int failed;
  private int firstFailure;

  void add(int status) {
    if (status == 200) {
      succeeded++;
    } else if (failed++ == 0) {
      firstFailure = status;
    }
  }

  /** The step's two members; begins anew for the next step. */
  String close() {
    var members = members();
    succeeded = 0;
    failed = 0;
    return members;
  }

  private String members() {
    if (failed == 0) {
      return "\"status\":200,\"outcome\":\"succeeded\"";
    }
    return succeeded == 0
        ? "\"status\":" + firstFailure + ",\"outcome\":\"failed\""
        : "\"status\":200,\"outcome\":\"partial\"";
  }
}
