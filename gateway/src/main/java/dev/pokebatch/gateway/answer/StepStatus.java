package dev.pokebatch.gateway.answer;

/**
 * Status and outcome of a step of many documents, counted while they are written: {@code 200} as
 * long as one of them is there, else what the first of them failed with.
 */
final class StepStatus {

  private int succeeded;
  private int others;
  private int first;
  private boolean allCancelled = true;

  void add(ItemJson item) {
    if (item.status() == 200) {
      succeeded++;
    } else {
      first = others++ == 0 ? item.status() : first;
      allCancelled &= item.outcome().equals(ItemJson.CANCELLED);
    }
  }

  /** The step's two members; begins anew for the next step. */
  String close() {
    var members = members();
    succeeded = 0;
    others = 0;
    allCancelled = true;
    return members;
  }

  private String members() {
    if (others == 0) {
      return "\"status\":200,\"outcome\":\"succeeded\"";
    }
    if (succeeded > 0) {
      return "\"status\":200,\"outcome\":\"partial\"";
    }
    return "\"status\":"
        + first
        + ",\"outcome\":\""
        + (allCancelled ? "cancelled" : "failed")
        + "\"";
  }
}
