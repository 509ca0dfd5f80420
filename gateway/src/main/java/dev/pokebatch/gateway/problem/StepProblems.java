package dev.pokebatch.gateway.problem;

import java.util.List;
import java.util.Map;

/** Problems of single documents and steps of a batch, and of a strict batch that lacks some. */
public final class StepProblems {

  private StepProblems() {}

  /**
   * The document was cancelled before it was fetched: status 499.
   *
   * @param by who cancelled it
   */
  public static Problem cancelled(CancelledBy by) {
    var detail =
        switch (by) {
          case CLIENT -> "Cancelled before it was fetched, because the client cancelled the batch.";
          case GROUP -> "Cancelled before it was fetched, because a step of its group failed.";
          case SHUTDOWN ->
              "Cancelled before it was fetched, because the gateway shuts down. Send it again.";
        };
    return Problem.of(ProblemType.CANCELLED, detail).with("by", by.word());
  }

  /**
   * The document was skipped, because a step of its group failed: status 424.
   *
   * @param cause the id of the failed step
   */
  public static Problem siblingFailed(String cause) {
    return Problem.of(
            ProblemType.SIBLING_FAILED, "Skipped, because a step of its group failed: see cause.")
        .with("cause", cause);
  }

  /**
   * A reference's path selects no link in the answer of its source step: status 422.
   *
   * @param from the id of the source step
   * @param path the JSONPath query
   * @param detail what the path selects instead
   */
  public static Problem referenceUnresolved(String from, String path, String detail) {
    return Problem.of(ProblemType.REFERENCE_UNRESOLVED, detail)
        .with("from", from)
        .with("path", path);
  }

  /**
   * The step was skipped, because its reference's source step failed: status 424.
   *
   * @param dependency the id of the source step
   */
  public static Problem dependencyFailed(String dependency) {
    return Problem.of(
            ProblemType.DEPENDENCY_FAILED,
            "Skipped, because the step that it refers to failed: see dependency.")
        .with("dependency", dependency);
  }

  /**
   * A document is missing from a batch whose client prefers all or nothing: status 424.
   *
   * @param summary the batch's summary
   * @param errors the documents that are missing, and why
   * @param more the number of further missing documents, which are only counted; the member {@code
   *     truncated}
   */
  public static Problem batchIncomplete(
      Map<String, Object> summary, List<Map<String, Object>> errors, int more) {
    var problem =
        Problem.of(
                ProblemType.BATCH_INCOMPLETE,
                "At least one document is missing, and the request prefers all or nothing.")
            .with("summary", summary)
            .with("errors", List.copyOf(errors));
    return more == 0 ? problem : problem.with("truncated", more);
  }
}
