package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Result;

/**
 * Status and outcome of a step of many documents, counted while they are written: {@code 200} as
 * long as one of them is there, else what the first of them failed with.
 */
final class StepStatus {

  private int succeeded;
  private int failed;
  private int firstFailure;

  void add(Result result) {
    if (result.succeeded()) {
      succeeded++;
    } else if (failed++ == 0) {
      firstFailure = ItemJson.status(result);
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
