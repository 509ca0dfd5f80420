package dev.pokebatch.gateway.batch;

import java.util.List;

/**
 * A client's batch request, with all defaults filled in.
 *
 * @param steps the steps in the order of the request, at least one, with unique ids
 * @param options the values of its options
 */
public record BatchRequest(List<Step> steps, OptionValues options) {

  /** Copies the list. */
  public BatchRequest {
    steps = List.copyOf(steps);
  }

  /** Returns how long the batch may take, in milliseconds. */
  public long deadlineMs() {
    return options.get(OptionTable.DEADLINE_MS);
  }

  /** Returns a copy with another deadline. */
  public BatchRequest withDeadlineMs(long millis) {
    return new BatchRequest(steps, options.with(OptionTable.DEADLINE_MS, millis));
  }

  /** Returns the number of documents of all steps, as far as it is known. */
  public long documents() {
    return steps.stream().mapToLong(Step::documents).sum();
  }

  /** Returns about how many characters of the request's text it keeps in memory. */
  public long textLength() {
    return RequestText.length(steps);
  }
}
